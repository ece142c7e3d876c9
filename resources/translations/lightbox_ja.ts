<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
  <context>
    <name>Lightbox</name>
    <message>
      <source>Import folder</source>
      <translation>フォルダーを取り込む</translation>
    </message>
    <message>
      <source>Import files or zip</source>
      <translation>ファイルまたは zip を取り込む</translation>
    </message>
    <message>
      <source>Load the demonstration study</source>
      <translation>デモ検査を読み込む</translation>
    </message>
    <message>
      <source>What the last import refused or found odd</source>
      <translation>前回の取り込みで拒否または異常とされたもの</translation>
    </message>
    <message>
      <source>Patients who may be one</source>
      <translation>同一人物の可能性がある患者</translation>
    </message>
    <message>
      <source>The study is of another patient</source>
      <translation>この検査は別の患者のもの</translation>
    </message>
    <message>
      <source>Open the selected study</source>
      <translation>選択した検査を開く</translation>
    </message>
    <message>
      <source>Worklist</source>
      <translation>ワークリスト</translation>
    </message>
    <message>
      <source>Search studies</source>
      <translation>検査を検索</translation>
    </message>
    <message>
      <source>What the study takes on disk</source>
      <translation>検査のディスク使用量</translation>
    </message>
    <message>
      <source>Archive the study to a folder</source>
      <translation>検査をフォルダーに保管</translation>
    </message>
    <message>
      <source>Delete the study</source>
      <translation>検査を削除</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>終了</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>元に戻す</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>やり直す</translation>
    </message>
    <message>
      <source>Select and move the crosshair</source>
      <translation>選択と十字線の移動</translation>
    </message>
    <message>
      <source>Window and level</source>
      <translation>ウィンドウ幅とレベル</translation>
    </message>
    <message>
      <source>Window from a region: drag a box</source>
      <translation>領域からウィンドウ：枠をドラッグ</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>移動</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>拡大</translation>
    </message>
    <message>
      <source>Scroll</source>
      <translation>スクロール</translation>
    </message>
    <message>
      <source>Pointer left, faster while held</source>
      <translation>ポインターを左へ、押し続けると速く</translation>
    </message>
    <message>
      <source>Pointer right, faster while held</source>
      <translation>ポインターを右へ、押し続けると速く</translation>
    </message>
    <message>
      <source>Pointer up, faster while held</source>
      <translation>ポインターを上へ、押し続けると速く</translation>
    </message>
    <message>
      <source>Pointer down, faster while held</source>
      <translation>ポインターを下へ、押し続けると速く</translation>
    </message>
    <message>
      <source>Press the left button at the pointer, or let it go</source>
      <translation>ポインター位置で左ボタンを押す・離す</translation>
    </message>
    <message>
      <source>Ruler</source>
      <translation>定規</translation>
    </message>
    <message>
      <source>Two directions at right angles (RECIST)</source>
      <translation>直交する二方向 (RECIST)</translation>
    </message>
    <message>
      <source>Length along a line</source>
      <translation>線に沿った長さ</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>角度</translation>
    </message>
    <message>
      <source>Cobb angle</source>
      <translation>コブ角</translation>
    </message>
    <message>
      <source>Ellipse</source>
      <translation>楕円</translation>
    </message>
    <message>
      <source>Rectangle</source>
      <translation>長方形</translation>
    </message>
    <message>
      <source>Region by hand</source>
      <translation>フリーハンド領域</translation>
    </message>
    <message>
      <source>Region through points (spline)</source>
      <translation>点を通る領域（スプライン）</translation>
    </message>
    <message>
      <source>Region along edges (live wire)</source>
      <translation>辺縁に沿う領域（ライブワイヤ）</translation>
    </message>
    <message>
      <source>Value at a point</source>
      <translation>点の値</translation>
    </message>
    <message>
      <source>Arrow</source>
      <translation>矢印</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>文字</translation>
    </message>
    <message>
      <source>Names of vertebrae</source>
      <translation>椎体の名前</translation>
    </message>
    <message>
      <source>Calibrate the picture by a known length</source>
      <translation>既知の長さで画像を校正</translation>
    </message>
    <message>
      <source>Take the last point away</source>
      <translation>最後の点を取り消す</translation>
    </message>
    <message>
      <source>Finish what is being drawn</source>
      <translation>描画を完了</translation>
    </message>
    <message>
      <source>Rename the measurement</source>
      <translation>計測の名前を変更</translation>
    </message>
    <message>
      <source>Write the measurement into the report</source>
      <translation>計測をレポートに書く</translation>
    </message>
    <message>
      <source>Copy all measurements as a table</source>
      <translation>すべての計測を表としてコピー</translation>
    </message>
    <message>
      <source>Window: from the file; SUV 0 to 10</source>
      <translation>ウィンドウ：ファイルから；SUV 0～10</translation>
    </message>
    <message>
      <source>Window: soft tissue; percentiles</source>
      <translation>ウィンドウ：軟部組織；パーセンタイル</translation>
    </message>
    <message>
      <source>Window: lung; SUV 0 to 5</source>
      <translation>ウィンドウ：肺；SUV 0～5</translation>
    </message>
    <message>
      <source>Window: bone; SUV 0 to 7</source>
      <translation>ウィンドウ：骨；SUV 0～7</translation>
    </message>
    <message>
      <source>Window: brain; SUV 0 to 15</source>
      <translation>ウィンドウ：脳；SUV 0～15</translation>
    </message>
    <message>
      <source>Window: liver; SUV 0 to 20</source>
      <translation>ウィンドウ：肝臓；SUV 0～20</translation>
    </message>
    <message>
      <source>Window: mediastinum; SUV 0 to 2.5</source>
      <translation>ウィンドウ：縦隔；SUV 0～2.5</translation>
    </message>
    <message>
      <source>Window: angio; SUV 0 to 30</source>
      <translation>ウィンドウ：血管；SUV 0～30</translation>
    </message>
    <message>
      <source>Window: stroke; SUV 0 to 50</source>
      <translation>ウィンドウ：脳卒中；SUV 0～50</translation>
    </message>
    <message>
      <source>Window: full range</source>
      <translation>ウィンドウ：全範囲</translation>
    </message>
    <message>
      <source>Window: all values of this picture</source>
      <translation>ウィンドウ：この画像のすべての値</translation>
    </message>
    <message>
      <source>Next window of the file</source>
      <translation>ファイルの次のウィンドウ</translation>
    </message>
    <message>
      <source>Colours: grey</source>
      <translation>色：グレー</translation>
    </message>
    <message>
      <source>Colours: hot iron</source>
      <translation>色：ホットアイアン (Hot Iron)</translation>
    </message>
    <message>
      <source>Colours: PET</source>
      <translation>色：PET</translation>
    </message>
    <message>
      <source>Colours: PET 20 step</source>
      <translation>色：PET 20 段階</translation>
    </message>
    <message>
      <source>Colours: hot metal blue</source>
      <translation>色：ホットメタルブルー (Hot Metal Blue)</translation>
    </message>
    <message>
      <source>Colours: rainbow</source>
      <translation>色：レインボー</translation>
    </message>
    <message>
      <source>Colours: spring</source>
      <translation>色：春</translation>
    </message>
    <message>
      <source>Colours: summer</source>
      <translation>色：夏</translation>
    </message>
    <message>
      <source>Colours: fall</source>
      <translation>色：秋</translation>
    </message>
    <message>
      <source>Colours: winter</source>
      <translation>色：冬</translation>
    </message>
    <message>
      <source>Reset the views</source>
      <translation>表示をリセット</translation>
    </message>
    <message>
      <source>Next picture</source>
      <translation>次の画像</translation>
    </message>
    <message>
      <source>Previous picture</source>
      <translation>前の画像</translation>
    </message>
    <message>
      <source>Ten pictures on</source>
      <translation>10 画像進む</translation>
    </message>
    <message>
      <source>Ten pictures back</source>
      <translation>10 画像戻る</translation>
    </message>
    <message>
      <source>Next part of the series: phase, echo, time point, picture</source>
      <translation>シリーズの次の部分：位相、エコー、時点、画像</translation>
    </message>
    <message>
      <source>Part of the series before</source>
      <translation>シリーズの前の部分</translation>
    </message>
    <message>
      <source>One view or all</source>
      <translation>一つの表示またはすべて</translation>
    </message>
    <message>
      <source>Show or hide segments</source>
      <translation>セグメントの表示／非表示</translation>
    </message>
    <message>
      <source>Outlines only</source>
      <translation>輪郭のみ</translation>
    </message>
    <message>
      <source>Show or hide marks and crosshair</source>
      <translation>マークと十字線の表示／非表示</translation>
    </message>
    <message>
      <source>Show or hide the presentation state</source>
      <translation>表示状態の表示／非表示</translation>
    </message>
    <message>
      <source>Show or hide what shutters cover</source>
      <translation>シャッターで覆われた部分の表示／非表示</translation>
    </message>
    <message>
      <source>Show or hide drawings in the pictures (overlays of the file)</source>
      <translation>画像内の描画の表示／非表示（ファイルのオーバーレイ）</translation>
    </message>
    <message>
      <source>Magnifying glass at the pointer</source>
      <translation>ポインター位置の拡大鏡</translation>
    </message>
    <message>
      <source>Stored value, value and shade at the pointer</source>
      <translation>ポインター位置の格納値、値、濃度</translation>
    </message>
    <message>
      <source>True size: one millimetre is one millimetre on the screen</source>
      <translation>実寸：1 ミリは画面上でも 1 ミリ</translation>
    </message>
    <message>
      <source>DICOM elements of the picture</source>
      <translation>画像の DICOM 要素</translation>
    </message>
    <message>
      <source>Mark the picture as a key image, or take the mark away</source>
      <translation>キー画像の印を付ける／外す</translation>
    </message>
    <message>
      <source>Mirror left and right</source>
      <translation>左右反転</translation>
    </message>
    <message>
      <source>Mirror top and bottom</source>
      <translation>上下反転</translation>
    </message>
    <message>
      <source>Turn to the right by 90°</source>
      <translation>右へ 90° 回転</translation>
    </message>
    <message>
      <source>Turn to the left by 90°</source>
      <translation>左へ 90° 回転</translation>
    </message>
    <message>
      <source>Next colour table: grey, hot iron, PET, ...</source>
      <translation>次のカラーテーブル：グレー、ホットアイアン、PET、...</translation>
    </message>
    <message>
      <source>Invert</source>
      <translation>白黒反転</translation>
    </message>
    <message>
      <source>Smooth or nearest pixels</source>
      <translation>平滑または最近傍の画素</translation>
    </message>
    <message>
      <source>Drop the gesture, back to select</source>
      <translation>操作をやめて選択に戻る</translation>
    </message>
    <message>
      <source>Fold the series strip</source>
      <translation>シリーズ欄をたたむ</translation>
    </message>
    <message>
      <source>Fold findings and segments</source>
      <translation>所見とセグメントをたたむ</translation>
    </message>
    <message>
      <source>Fold the report</source>
      <translation>レポートをたたむ</translation>
    </message>
    <message>
      <source>Fold the running jobs</source>
      <translation>実行中の処理をたたむ</translation>
    </message>
    <message>
      <source>Next panel</source>
      <translation>次のパネル</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>全画面</translation>
    </message>
    <message>
      <source>Play the pictures, or stop</source>
      <translation>画像を再生／停止</translation>
    </message>
    <message>
      <source>Play the times of the series, or stop</source>
      <translation>シリーズの時点を再生／停止</translation>
    </message>
    <message>
      <source>Play faster</source>
      <translation>再生を速く</translation>
    </message>
    <message>
      <source>Play slower</source>
      <translation>再生を遅く</translation>
    </message>
    <message>
      <source>Play to and fro, or from the first again</source>
      <translation>往復再生または先頭から繰り返し</translation>
    </message>
    <message>
      <source>Subtract the mask (DSA), or show the frames</source>
      <translation>マスクを差し引く（DSA）／元のフレームを表示</translation>
    </message>
    <message>
      <source>This frame is the mask to subtract</source>
      <translation>このフレームをマスクにする</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the left</source>
      <translation>マスクを1画素左へ</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the right</source>
      <translation>マスクを1画素右へ</translation>
    </message>
    <message>
      <source>Move the mask a pixel up</source>
      <translation>マスクを1画素上へ</translation>
    </message>
    <message>
      <source>Move the mask a pixel down</source>
      <translation>マスクを1画素下へ</translation>
    </message>
    <message>
      <source>Three planes and 3D</source>
      <translation>三断面と 3D</translation>
    </message>
    <message>
      <source>Three planes</source>
      <translation>三断面</translation>
    </message>
    <message>
      <source>One viewer</source>
      <translation>ビューア一つ</translation>
    </message>
    <message>
      <source>Two side by side</source>
      <translation>左右に二つ</translation>
    </message>
    <message>
      <source>Two, one above the other</source>
      <translation>上下に二つ</translation>
    </message>
    <message>
      <source>Four viewers</source>
      <translation>ビューア四つ</translation>
    </message>
    <message>
      <source>Three side by side</source>
      <translation>左右に三つ</translation>
    </message>
    <message>
      <source>Six viewers</source>
      <translation>ビューア六つ</translation>
    </message>
    <message>
      <source>Nine viewers</source>
      <translation>ビューア九つ</translation>
    </message>
    <message>
      <source>Pictures of this series, 2 x 2</source>
      <translation>このシリーズの画像 2 x 2</translation>
    </message>
    <message>
      <source>Pictures of this series, 3 x 3</source>
      <translation>このシリーズの画像 3 x 3</translation>
    </message>
    <message>
      <source>Pictures of this series, 4 x 5</source>
      <translation>このシリーズの画像 4 x 5</translation>
    </message>
    <message>
      <source>Next viewer</source>
      <translation>次のビューア</translation>
    </message>
    <message>
      <source>Viewer before</source>
      <translation>前のビューア</translation>
    </message>
    <message>
      <source>Newest prior beside</source>
      <translation>最新の過去検査を横に表示</translation>
    </message>
    <message>
      <source>Choose a prior</source>
      <translation>過去検査を選ぶ</translation>
    </message>
    <message>
      <source>Second window, for another monitor</source>
      <translation>別のモニター用の第2ウィンドウ</translation>
    </message>
    <message>
      <source>Move this viewer to the other window</source>
      <translation>このビューアをもう一方のウィンドウへ移動</translation>
    </message>
    <message>
      <source>Scroll linked viewers together</source>
      <translation>リンクしたビューアを一緒にスクロール</translation>
    </message>
    <message>
      <source>Link viewers as they stand, or part them</source>
      <translation>ビューアを今の位置でリンク／解除</translation>
    </message>
    <message>
      <source>Move and magnify viewers together</source>
      <translation>ビューアを一緒に移動・拡大</translation>
    </message>
    <message>
      <source>One window for all viewers</source>
      <translation>全ビューアで一つのウィンドウ</translation>
    </message>
    <message>
      <source>Show or hide reference lines</source>
      <translation>参照線の表示／非表示</translation>
    </message>
    <message>
      <source>Hang by a protocol</source>
      <translation>プロトコルで配置</translation>
    </message>
    <message>
      <source>Save this layout as hanging protocol</source>
      <translation>この配置をハンギングプロトコルとして保存</translation>
    </message>
    <message>
      <source>Hanging protocols</source>
      <translation>ハンギングプロトコル</translation>
    </message>
    <message>
      <source>Align with the prior</source>
      <translation>過去検査に位置を合わせる</translation>
    </message>
    <message>
      <source>Align here: both crosshairs on one point</source>
      <translation>ここで合わせる：両方の十字線を同じ点に</translation>
    </message>
    <message>
      <source>Bend onto the prior (deformable)</source>
      <translation>過去に変形して合わせる（非剛体）</translation>
    </message>
    <message>
      <source>Take the bend away</source>
      <translation>変形を取り消す</translation>
    </message>
    <message>
      <source>Lay the prior over: blend, difference, squares, off</source>
      <translation>過去検査を重ねる：合成、差分、市松、なし</translation>
    </message>
    <message>
      <source>Nudge the prior to the left</source>
      <translation>過去検査を左へずらす</translation>
    </message>
    <message>
      <source>Nudge the prior to the right</source>
      <translation>過去検査を右へずらす</translation>
    </message>
    <message>
      <source>Nudge the prior up</source>
      <translation>過去検査を上へずらす</translation>
    </message>
    <message>
      <source>Nudge the prior down</source>
      <translation>過去検査を下へずらす</translation>
    </message>
    <message>
      <source>Remove the alignment with the prior</source>
      <translation>過去検査との位置合わせを除く</translation>
    </message>
    <message>
      <source>Compare lesions with the prior</source>
      <translation>病変を過去検査と比較</translation>
    </message>
    <message>
      <source>Pair the finding with a lesion of the prior</source>
      <translation>所見を過去検査の病変と対応させる</translation>
    </message>
    <message>
      <source>Say that a lesion of the prior has resolved</source>
      <translation>過去検査の病変が消失したと記す</translation>
    </message>
    <message>
      <source>Choose RECIST targets</source>
      <translation>RECIST 標的病変を選ぶ</translation>
    </message>
    <message>
      <source>Turn the planes about the crosshair</source>
      <translation>十字線を中心に断面を回す</translation>
    </message>
    <message>
      <source>Straighten the planes</source>
      <translation>断面をまっすぐに</translation>
    </message>
    <message>
      <source>Slab: thin, MIP, MinIP, mean</source>
      <translation>スラブ：薄い、MIP、MinIP、平均</translation>
    </message>
    <message>
      <source>Thicker slab</source>
      <translation>スラブを厚く</translation>
    </message>
    <message>
      <source>Thinner slab</source>
      <translation>スラブを薄く</translation>
    </message>
    <message>
      <source>Fuse with another series, or end that</source>
      <translation>別のシリーズとフュージョン／終了</translation>
    </message>
    <message>
      <source>Fusion: more colour</source>
      <translation>フュージョン：色を濃く</translation>
    </message>
    <message>
      <source>Fusion: less colour</source>
      <translation>フュージョン：色を薄く</translation>
    </message>
    <message>
      <source>Fusion: next window (SUV 0 to 5, 7, 10)</source>
      <translation>フュージョン：次のウィンドウ (SUV 0～5、7、10)</translation>
    </message>
    <message>
      <source>Fusion: next colours</source>
      <translation>フュージョン：次の配色</translation>
    </message>
    <message>
      <source>Lay the plane along the selected line flat, or go back</source>
      <translation>選択した線に沿って断面を展開／戻す</translation>
    </message>
    <message>
      <source>Values over time in the selected region or at the crosshair, or hide them</source>
      <translation>選択した領域または十字線の値の時間変化を表示、または隠す</translation>
    </message>
    <message>
      <source>Export the pictures of this view as DICOM</source>
      <translation>この表示の画像を DICOM で書き出す</translation>
    </message>
    <message>
      <source>3D: choose a look</source>
      <translation>3D：見え方を選ぶ</translation>
    </message>
    <message>
      <source>3D: next look</source>
      <translation>3D：次の見え方</translation>
    </message>
    <message>
      <source>3D: from the front</source>
      <translation>3D：前から</translation>
    </message>
    <message>
      <source>3D: from the back</source>
      <translation>3D：後ろから</translation>
    </message>
    <message>
      <source>3D: from the left</source>
      <translation>3D：左から</translation>
    </message>
    <message>
      <source>3D: from the right</source>
      <translation>3D：右から</translation>
    </message>
    <message>
      <source>3D: from the head</source>
      <translation>3D：頭側から</translation>
    </message>
    <message>
      <source>3D: from the feet</source>
      <translation>3D：足側から</translation>
    </message>
    <message>
      <source>3D: segments as surfaces</source>
      <translation>3D：セグメントを面で表示</translation>
    </message>
    <message>
      <source>3D: body, or segments alone</source>
      <translation>3D：体またはセグメントのみ</translation>
    </message>
    <message>
      <source>3D: box to crop</source>
      <translation>3D：切り抜き枠</translation>
    </message>
    <message>
      <source>3D: cut at the plane of this view</source>
      <translation>3D：この表示の断面で切る</translation>
    </message>
    <message>
      <source>3D: scissors (Shift keeps what is inside)</source>
      <translation>3D：はさみ（Shift で内側を残す）</translation>
    </message>
    <message>
      <source>3D: put back what the scissors took</source>
      <translation>3D：はさみで切った部分を戻す</translation>
    </message>
    <message>
      <source>3D: export a turntable (GIF or film)</source>
      <translation>3D：回転を書き出す（GIFまたは動画）</translation>
    </message>
    <message>
      <source>Segment this series</source>
      <translation>このシリーズをセグメンテーション</translation>
    </message>
    <message>
      <source>Segment this series, with uncertainty</source>
      <translation>このシリーズをセグメンテーション（不確かさ付き）</translation>
    </message>
    <message>
      <source>Outline tissues and parts of the skeleton</source>
      <translation>組織と骨格の各部を描出</translation>
    </message>
    <message>
      <source>Choose which segmentation or structure set is shown</source>
      <translation>表示するセグメンテーションまたは構造セットを選ぶ</translation>
    </message>
    <message>
      <source>Compare two segmentations</source>
      <translation>二つのセグメンテーションを比較</translation>
    </message>
    <message>
      <source>End the comparison</source>
      <translation>比較を終える</translation>
    </message>
    <message>
      <source>Find lung nodules</source>
      <translation>肺結節を探す</translation>
    </message>
    <message>
      <source>Find focal lesions in outlined organs</source>
      <translation>輪郭を描いた臓器で限局性病変を探す</translation>
    </message>
    <message>
      <source>Measure the cardiothoracic ratio</source>
      <translation>心胸郭比を計測する</translation>
    </message>
    <message>
      <source>Score findings on this radiograph</source>
      <translation>このX線画像の所見をスコア化</translation>
    </message>
    <message>
      <source>Accept the finding</source>
      <translation>所見を採用</translation>
    </message>
    <message>
      <source>Delete the selected mark, or reject the finding</source>
      <translation>選択したマークを削除、または所見を却下</translation>
    </message>
    <message>
      <source>Next finding</source>
      <translation>次の所見</translation>
    </message>
    <message>
      <source>Previous finding</source>
      <translation>前の所見</translation>
    </message>
    <message>
      <source>Measure the outline of the finding</source>
      <translation>所見の輪郭を計測</translation>
    </message>
    <message>
      <source>Add a finding in words</source>
      <translation>所見を言葉で追加</translation>
    </message>
    <message>
      <source>Find in the images by words…</source>
      <translation>言葉で画像内を検索…</translation>
    </message>
    <message>
      <source>Say what lies here, in words</source>
      <translation>ここにあるものを言葉で示す</translation>
    </message>
    <message>
      <source>Take the frames of what was looked for off</source>
      <translation>検索結果の枠を消す</translation>
    </message>
    <message>
      <source>Make the measurement a finding</source>
      <translation>計測を所見にする</translation>
    </message>
    <message>
      <source>Outline a new structure by marks</source>
      <translation>マークで新しい構造を囲む</translation>
    </message>
    <message>
      <source>Correct a structure by marks</source>
      <translation>マークで構造を修正</translation>
    </message>
    <message>
      <source>Mark points</source>
      <translation>点をマーク</translation>
    </message>
    <message>
      <source>Mark by a box</source>
      <translation>枠でマーク</translation>
    </message>
    <message>
      <source>Mark by a scribble</source>
      <translation>なぞってマーク</translation>
    </message>
    <message>
      <source>Mark by a lasso</source>
      <translation>投げ縄でマーク</translation>
    </message>
    <message>
      <source>Marks say what is inside</source>
      <translation>マークは内側を示す</translation>
    </message>
    <message>
      <source>Marks say what is outside</source>
      <translation>マークは外側を示す</translation>
    </message>
    <message>
      <source>Keep the marked structure</source>
      <translation>マークした構造を残す</translation>
    </message>
    <message>
      <source>Leave the marked structure</source>
      <translation>マークした構造から離れる</translation>
    </message>
    <message>
      <source>New segment</source>
      <translation>新しいセグメント</translation>
    </message>
    <message>
      <source>New segmentation beside this one</source>
      <translation>これとは別の新しいセグメンテーション</translation>
    </message>
    <message>
      <source>Brush</source>
      <translation>ブラシ</translation>
    </message>
    <message>
      <source>Eraser</source>
      <translation>消しゴム</translation>
    </message>
    <message>
      <source>Scissors</source>
      <translation>はさみ</translation>
    </message>
    <message>
      <source>Grow a region from a click</source>
      <translation>クリックから領域を拡張</translation>
    </message>
    <message>
      <source>Fill a region of this slice</source>
      <translation>このスライスの領域を塗りつぶす</translation>
    </message>
    <message>
      <source>Larger brush</source>
      <translation>ブラシを大きく</translation>
    </message>
    <message>
      <source>Smaller brush</source>
      <translation>ブラシを小さく</translation>
    </message>
    <message>
      <source>Brush: ball or disc</source>
      <translation>ブラシ：球または円盤</translation>
    </message>
    <message>
      <source>Next segment</source>
      <translation>次のセグメント</translation>
    </message>
    <message>
      <source>Segment before</source>
      <translation>前のセグメント</translation>
    </message>
    <message>
      <source>Rename the segment</source>
      <translation>セグメントの名前を変更</translation>
    </message>
    <message>
      <source>Name from the standard, with code…</source>
      <translation>標準の名前（コード付き）…</translation>
    </message>
    <message>
      <source>Colour of the segment…</source>
      <translation>セグメントの色…</translation>
    </message>
    <message>
      <source>Lock or unlock the segment</source>
      <translation>セグメントをロック／解除</translation>
    </message>
    <message>
      <source>Hide or show the segment</source>
      <translation>セグメントを非表示／表示</translation>
    </message>
    <message>
      <source>Show this segment alone, or all</source>
      <translation>このセグメントだけを表示、または全部</translation>
    </message>
    <message>
      <source>Delete the segment</source>
      <translation>セグメントを削除</translation>
    </message>
    <message>
      <source>Threshold…</source>
      <translation>しきい値…</translation>
    </message>
    <message>
      <source>Threshold by Otsu's method</source>
      <translation>大津法のしきい値</translation>
    </message>
    <message>
      <source>Grow from seeds</source>
      <translation>シードから拡張</translation>
    </message>
    <message>
      <source>Margin…</source>
      <translation>余白…</translation>
    </message>
    <message>
      <source>Hollow…</source>
      <translation>中空にする…</translation>
    </message>
    <message>
      <source>Smooth…</source>
      <translation>平滑化…</translation>
    </message>
    <message>
      <source>Fill holes…</source>
      <translation>穴を埋める…</translation>
    </message>
    <message>
      <source>Fill between slices…</source>
      <translation>スライス間を埋める…</translation>
    </message>
    <message>
      <source>Keep the largest island</source>
      <translation>最大の島を残す</translation>
    </message>
    <message>
      <source>Remove small islands…</source>
      <translation>小さい島を除く…</translation>
    </message>
    <message>
      <source>Split islands into segments</source>
      <translation>島をセグメントに分ける</translation>
    </message>
    <message>
      <source>Add another segment…</source>
      <translation>別のセグメントを加える…</translation>
    </message>
    <message>
      <source>Subtract another segment…</source>
      <translation>別のセグメントを引く…</translation>
    </message>
    <message>
      <source>Keep what another segment shares…</source>
      <translation>別のセグメントとの共通部分を残す…</translation>
    </message>
    <message>
      <source>Copy another segment…</source>
      <translation>別のセグメントをコピー…</translation>
    </message>
    <message>
      <source>Import segments (NRRD, NIfTI, STL)…</source>
      <translation>セグメントを読み込む（NRRD、NIfTI、STL）…</translation>
    </message>
    <message>
      <source>Export segments…</source>
      <translation>セグメントを書き出す…</translation>
    </message>
    <message>
      <source>Measure the segment</source>
      <translation>セグメントを計測</translation>
    </message>
    <message>
      <source>Copy the statistics of all segments as a table</source>
      <translation>全セグメントの統計を表としてコピー</translation>
    </message>
    <message>
      <source>Radiomics of the segment, to the clipboard</source>
      <translation>セグメントのラジオミクスをクリップボードへ</translation>
    </message>
    <message>
      <source>Measure all segments anew</source>
      <translation>すべてのセグメントを計測し直す</translation>
    </message>
    <message>
      <source>Draft the report</source>
      <translation>レポートを下書き</translation>
    </message>
    <message>
      <source>Mark the sentence as checked</source>
      <translation>文を確認済みにする</translation>
    </message>
    <message>
      <source>Insert the picture as a key image</source>
      <translation>画像をキー画像として挿入</translation>
    </message>
    <message>
      <source>Describe this view by a language model</source>
      <translation>この表示を言語モデルに記述させる</translation>
    </message>
    <message>
      <source>Insert the table of measurements</source>
      <translation>計測の表を挿入</translation>
    </message>
    <message>
      <source>Underline misspelt words</source>
      <translation>つづりの誤りに下線を引く</translation>
    </message>
    <message>
      <source>Versions of the report</source>
      <translation>レポートの版</translation>
    </message>
    <message>
      <source>Summary for the patient and translation</source>
      <translation>患者向けの要約と翻訳</translation>
    </message>
    <message>
      <source>Export the corrections of drafts without names</source>
      <translation>下書きの修正を氏名なしで書き出す</translation>
    </message>
    <message>
      <source>Next problem</source>
      <translation>次の問題</translation>
    </message>
    <message>
      <source>Log who was told of a critical result</source>
      <translation>重大な結果を誰に伝えたかを記録</translation>
    </message>
    <message>
      <source>Sign the report</source>
      <translation>レポートに署名</translation>
    </message>
    <message>
      <source>Start an addendum</source>
      <translation>追記を始める</translation>
    </message>
    <message>
      <source>Copy the signed report as text</source>
      <translation>署名済みレポートを文字としてコピー</translation>
    </message>
    <message>
      <source>Export PDF and DICOM</source>
      <translation>PDF と DICOM を書き出す</translation>
    </message>
    <message>
      <source>Export PDF only</source>
      <translation>PDF のみ書き出す</translation>
    </message>
    <message>
      <source>Export DICOM SEG and SR only</source>
      <translation>DICOM SEG と SR のみ書き出す</translation>
    </message>
    <message>
      <source>Export segmentations as NIfTI</source>
      <translation>セグメンテーションを NIfTI で書き出す</translation>
    </message>
    <message>
      <source>Another template</source>
      <translation>別のテンプレート</translation>
    </message>
    <message>
      <source>Language of the report</source>
      <translation>レポートの言語</translation>
    </message>
    <message>
      <source>Mark structures as reviewed</source>
      <translation>構造を確認済みとする</translation>
    </message>
    <message>
      <source>Next line to fill in</source>
      <translation>次の記入欄</translation>
    </message>
    <message>
      <source>My short words and sentences</source>
      <translation>自分の短縮語と文</translation>
    </message>
    <message>
      <source>Import an MRRT template</source>
      <translation>MRRT テンプレートを取り込む</translation>
    </message>
    <message>
      <source>Calculators and guidelines</source>
      <translation>計算とガイドライン</translation>
    </message>
    <message>
      <source>All commands</source>
      <translation>すべてのコマンド</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>キー</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>モデル</translation>
    </message>
    <message>
      <source>Add a model from a file</source>
      <translation>ファイルからモデルを追加</translation>
    </message>
    <message>
      <source>Add a model from a folder</source>
      <translation>フォルダーからモデルを追加</translation>
    </message>
    <message>
      <source>Change the reader's name</source>
      <translation>読影者の名前を変更</translation>
    </message>
    <message>
      <source>Dark colours</source>
      <translation>暗い配色</translation>
    </message>
    <message>
      <source>High contrast</source>
      <translation>高コントラスト</translation>
    </message>
    <message>
      <source>Light colours</source>
      <translation>明るい配色</translation>
    </message>
    <message>
      <source>Larger text</source>
      <translation>文字を大きく</translation>
    </message>
    <message>
      <source>Smaller text</source>
      <translation>文字を小さく</translation>
    </message>
    <message>
      <source>Text of the usual size</source>
      <translation>通常の文字サイズ</translation>
    </message>
    <message>
      <source>Language of the window</source>
      <translation>ウィンドウの言語</translation>
    </message>
    <message>
      <source>About Lightbox</source>
      <translation>Lightbox について</translation>
    </message>
    <message>
      <source>There are no two segmentations of these images.</source>
      <translation>この画像にはセグメンテーションが二つありません。</translation>
    </message>
    <message>
      <source>No two segmentations of this series share a structure.</source>
      <translation>このシリーズには共通の構造を持つ二つのセグメンテーションがありません。</translation>
    </message>
    <message>
      <source>No two segmentations are compared now.</source>
      <translation>現在比較中のセグメンテーションはありません。</translation>
    </message>
    <message>
      <source>No study is open.</source>
      <translation>開いている検査はありません。</translation>
    </message>
    <message>
      <source>Only a volume can be reformatted, once all of it is there.</source>
      <translation>再構成できるのは全体が揃ったボリュームだけです。</translation>
    </message>
    <message>
      <source>These pictures have colours of their own.</source>
      <translation>この画像は固有の色を持っています。</translation>
    </message>
    <message>
      <source>No presentation state was made for these pictures.</source>
      <translation>この画像には表示状態がありません。</translation>
    </message>
    <message>
      <source>These pictures have no shutters.</source>
      <translation>これらの画像にはシャッターがありません。</translation>
    </message>
    <message>
      <source>There is only one picture.</source>
      <translation>画像は一つだけです。</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values is played over time.</source>
      <translation>複数の時相・フェーズ・b 値があるシリーズだけを時間順に再生できます。</translation>
    </message>
    <message>
      <source>No model that scores findings is installed. Add one under Help, Models.</source>
      <translation>所見をスコア化するモデルがインストールされていません。「ヘルプ」の「モデル」から追加してください。</translation>
    </message>
    <message>
      <source>No images are open.</source>
      <translation>開いている画像はありません。</translation>
    </message>
    <message>
      <source>Findings are scored on radiographs (CR or DX).</source>
      <translation>所見のスコアはX線画像（CRまたはDX）で求めます。</translation>
    </message>
    <message>
      <source>No prior stands beside the study, or its pictures make no volume.</source>
      <translation>この検査の横に過去検査がないか、その画像がボリュームになりません。</translation>
    </message>
    <message>
      <source>No prior stands beside the study and is aligned with it.</source>
      <translation>この検査の横に位置合わせ済みの過去検査がありません。</translation>
    </message>
    <message>
      <source>No lesions were compared with a prior.</source>
      <translation>過去検査と比較した病変はありません。</translation>
    </message>
    <message>
      <source>No lesion of a prior that was compared has gone.</source>
      <translation>比較した過去検査の病変で消失したものはありません。</translation>
    </message>
    <message>
      <source>No language model that reads pictures is installed.</source>
      <translation>画像を読む言語モデルがインストールされていません。</translation>
    </message>
    <message>
      <source>There is no report of this study yet.</source>
      <translation>この検査のレポートはまだありません。</translation>
    </message>
    <message>
      <source>Nothing that was looked for is framed.</source>
      <translation>検索結果の枠はありません。</translation>
    </message>
    <message>
      <source>The library has no earlier study of this patient.</source>
      <translation>ライブラリにこの患者の以前の検査はありません。</translation>
    </message>
    <message>
      <source>No images of a volume are open.</source>
      <translation>ボリュームの画像が開かれていません。</translation>
    </message>
    <message>
      <source>These pictures make no volume: structures are marked in volumes.</source>
      <translation>これらの画像はボリュームになりません。構造はボリュームで印を付けます。</translation>
    </message>
    <message>
      <source>The finding in hand has no outline on these images.</source>
      <translation>選択中の所見はこの画像に輪郭がありません。</translation>
    </message>
    <message>
      <source>Only pictures without millimetres of their own are calibrated by hand.</source>
      <translation>自身のミリメートルを持たない画像だけを手動で校正します。</translation>
    </message>
    <message>
      <source>These pictures make no volume: models cannot read them.</source>
      <translation>これらの画像はボリュームにならず、モデルでは読めません。</translation>
    </message>
    <message>
      <source>This is CT in stored values, not in Hounsfield units: models cannot read it.</source>
      <translation>これはハウンスフィールド単位ではなく保存値の CT で、モデルでは読めません。</translation>
    </message>
    <message>
      <source>No model on this machine measures hearts.</source>
      <translation>この機械には心臓を計測するモデルがありません。</translation>
    </message>
    <message>
      <source>The heart is measured on radiographs of the chest (CR or DX).</source>
      <translation>心臓は胸部X線写真（CRまたはDX）で計測します。</translation>
    </message>
    <message>
      <source>Draw a line of several points (L) in a volume, and select it.</source>
      <translation>ボリューム内に複数点の線 (L) を描き、選択してください。</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values has a curve.</source>
      <translation>複数の時相・フェーズ・b 値があるシリーズだけに曲線があります。</translation>
    </message>
    <message>
      <source>Segments are drawn on volumes: CT, MR or PET slices that lie side by side.</source>
      <translation>セグメントはボリューム（並んだ CT・MR・PET のスライス）に描きます。</translation>
    </message>
    <message>
      <source>Choose a segment in the list first, or begin one.</source>
      <translation>まず一覧でセグメントを選ぶか、新しく始めてください。</translation>
    </message>
    <message>
      <source>Masks are subtracted from films of angiography and fluoroscopy, once all of a film is there.</source>
      <translation>マスクの差し引きは、血管造影・透視の動画がすべて読み込まれてから行えます。</translation>
    </message>
    <message>
      <source>No mask is subtracted now.</source>
      <translation>現在マスクは差し引かれていません。</translation>
    </message>
    <message>
      <source>For research and demonstration. Lightbox is not a medical device and must not be used for diagnosis.</source>
      <translation>研究とデモ用です。Lightbox は医療機器ではなく、診断に使用してはなりません。</translation>
    </message>
    <message>
      <source>An offline radiology workstation. It reads DICOM studies, shows them, outlines and measures structures on this machine, drafts the report from what was measured and checks every sentence against its evidence. It opens no network connection.</source>
      <translation>オフラインの放射線ワークステーションです。DICOM 検査を読み込んで表示し、このマシン上で構造を囲んで計測し、計測結果からレポートを下書きし、すべての文を根拠と照合します。ネットワークには接続しません。</translation>
    </message>
    <message>
      <source>Apache License 2.0. The models have licences of their own: see Models.</source>
      <translation>Apache License 2.0。モデルには固有のライセンスがあります：「モデル」を参照。</translation>
    </message>
    <message>
      <source>from source</source>
      <translation>ソースから</translation>
    </message>
    <message>
      <source>summary for the patient</source>
      <translation>患者向けの要約</translation>
    </message>
    <message>
      <source>translation of the report</source>
      <translation>レポートの翻訳</translation>
    </message>
    <message>
      <source>What is shown</source>
      <translation>表示するもの</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>言語</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>コピー</translation>
    </message>
    <message>
      <source>Not part of the report</source>
      <translation>レポートの一部ではありません</translation>
    </message>
    <message>
      <source>Not part of the report: it is not signed, not exported and not kept.</source>
      <translation>レポートの一部ではありません。署名も書き出しも保存もされません。</translation>
    </message>
    <message>
      <source>First and last name</source>
      <translation>姓名</translation>
    </message>
    <message>
      <source>Keep this name</source>
      <translation>この名前を残す</translation>
    </message>
    <message>
      <source>Who is reading? The name stands under reports and in the log of edits.</source>
      <translation>読影者はどなたですか。名前はレポートの末尾と編集履歴に載ります。</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>残す</translation>
    </message>
    <message>
      <source>Drop</source>
      <translation>破棄</translation>
    </message>
    <message>
      <source>Still asked for</source>
      <translation>未入力</translation>
    </message>
    <message>
      <source>CALCULATORS</source>
      <translation>計算</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>閉じる</translation>
    </message>
    <message>
      <source>Fold this panel</source>
      <translation>このパネルをたたむ</translation>
    </message>
    <message>
      <source>A name, an organ, a word: nodule</source>
      <translation>名前、臓器、語：結節</translation>
    </message>
    <message>
      <source>Search calculators</source>
      <translation>計算を検索</translation>
    </message>
    <message>
      <source>Calculators</source>
      <translation>計算</translation>
    </message>
    <message>
      <source>All calculators</source>
      <translation>すべての計算</translation>
    </message>
    <message>
      <source>Insert into report</source>
      <translation>レポートに挿入</translation>
    </message>
    <message>
      <source>COMPARISON</source>
      <translation>比較</translation>
    </message>
    <message>
      <source>Lesions compared with a prior</source>
      <translation>過去検査と比較した病変</translation>
    </message>
    <message>
      <source>VDT {days} d</source>
      <translation>VDT {days} 日</translation>
    </message>
    <message>
      <source>a target lesion of RECIST 1.1</source>
      <translation>RECIST 1.1 の標的病変</translation>
    </message>
    <message>
      <source>volume doubling time (VDT) {days} days</source>
      <translation>体積倍加時間 (VDT) {days} 日</translation>
    </message>
    <message>
      <source>1 day since the prior</source>
      <translation>過去検査から 1 日</translation>
    </message>
    <message>
      <source>{count} days since the prior</source>
      <translation>過去検査から {count} 日</translation>
    </message>
    <message>
      <source>{mm} mm from where the alignment expects it</source>
      <translation>位置合わせの予想から {mm} mm</translation>
    </message>
    <message>
      <source>✓ {name}: {told}</source>
      <translation>✓ {name}：{told}（記録済み）</translation>
    </message>
    <message>
      <source>‼ Critical: {name}. Tell somebody {within}.</source>
      <translation>‼ 重大：{name}。{within}に誰かへ伝えてください。</translation>
    </message>
    <message>
      <source>Go to the sentence or the finding</source>
      <translation>文または所見へ移動</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back</source>
      <translation>誰にどう伝え、復唱されたか</translation>
    </message>
    <message>
      <source>Go</source>
      <translation>移動</translation>
    </message>
    <message>
      <source>Log again</source>
      <translation>もう一度記録</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>記録</translation>
    </message>
    <message>
      <source>Previous page (Page Up)</source>
      <translation>前のページ (Page Up)</translation>
    </message>
    <message>
      <source>Next page (Page Down)</source>
      <translation>次のページ (Page Down)</translation>
    </message>
    <message>
      <source>Save as a file</source>
      <translation>ファイルとして保存</translation>
    </message>
    <message>
      <source>Document</source>
      <translation>文書</translation>
    </message>
    <message>
      <source>Documents</source>
      <translation>文書</translation>
    </message>
    <message>
      <source>Page {page} of {pages}</source>
      <translation>{page} / {pages} ページ</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>前へ</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>次へ</translation>
    </message>
    <message>
      <source>{number} of {count}: {name}</source>
      <translation>{number} / {count}：{name}</translation>
    </message>
    <message>
      <source>FINDINGS</source>
      <translation>所見</translation>
    </message>
    <message>
      <source>Merge the selected findings (Ctrl+click selects several)</source>
      <translation>選択した所見を統合（Ctrl+クリックで複数選択）</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>所見</translation>
    </message>
    <message>
      <source>No findings yet.</source>
      <translation>まだ所見はありません。</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) and press F to add one.</source>
      <translation>定規 (R) で計測し、F で追加します。</translation>
    </message>
    <message>
      <source>Accept this finding (Space)</source>
      <translation>この所見を採用（スペース）</translation>
    </message>
    <message>
      <source>Reject this finding (Delete)</source>
      <translation>この所見を却下 (Delete)</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>追加</translation>
    </message>
    <message>
      <source>Merge</source>
      <translation>統合</translation>
    </message>
    <message>
      <source>{proposed} proposed</source>
      <translation>提案 {proposed} 件</translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>採用</translation>
    </message>
    <message>
      <source>Reject</source>
      <translation>却下</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>種類</translation>
    </message>
    <message>
      <source>Organ</source>
      <translation>臓器</translation>
    </message>
    <message>
      <source>Side</source>
      <translation>側</translation>
    </message>
    <message>
      <source>Third of the organ</source>
      <translation>臓器の三分の一</translation>
    </message>
    <message>
      <source>How certain</source>
      <translation>確実さ</translation>
    </message>
    <message>
      <source>no side</source>
      <translation>側なし</translation>
    </message>
    <message>
      <source>Confirm</source>
      <translation>確認</translation>
    </message>
    <message>
      <source>experimental</source>
      <translation>試験的</translation>
    </message>
    <message>
      <source>{reviewed} reviewed</source>
      <translation>確認済み {reviewed} 件</translation>
    </message>
    <message>
      <source>no third</source>
      <translation>区分なし</translation>
    </message>
    <message>
      <source>Text of the hanging protocol</source>
      <translation>ハンギングプロトコルの文</translation>
    </message>
    <message>
      <source>Save as my own</source>
      <translation>自分用に保存</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>used when a study opens</source>
      <translation>検査を開くときに使用</translation>
    </message>
    <message>
      <source>used when asked for</source>
      <translation>求められたときに使用</translation>
    </message>
    <message>
      <source>my own</source>
      <translation>自分用</translation>
    </message>
    <message>
      <source>✕ refused</source>
      <translation>✕ 拒否</translation>
    </message>
    <message>
      <source>▲ odd</source>
      <translation>▲ 異常</translation>
    </message>
    <message>
      <source>● note</source>
      <translation>● 注記</translation>
    </message>
    <message>
      <source>What</source>
      <translation>対象</translation>
    </message>
    <message>
      <source>What was said</source>
      <translation>内容</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>場所</translation>
    </message>
    <message>
      <source>Nothing was imported yet.</source>
      <translation>まだ何も取り込まれていません。</translation>
    </message>
    <message>
      <source>The last import</source>
      <translation>前回の取り込み</translation>
    </message>
    <message>
      <source>Enter or a double click opens the study that a row is about.</source>
      <translation>Enter またはダブルクリックで、その行の検査を開きます。</translation>
    </message>
    <message>
      <source>(no name)</source>
      <translation>（名前なし）</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>ほか {count} 件</translation>
    </message>
    <message>
      <source>picture {number}</source>
      <translation>画像 {number}</translation>
    </message>
    <message>
      <source>{modality} series {number}</source>
      <translation>{modality} シリーズ {number}</translation>
    </message>
    <message>
      <source>{times} times in {studies} study</source>
      <translation>{studies} 検査に {times} 回</translation>
    </message>
    <message>
      <source>{times} times in {studies} studies</source>
      <translation>{studies} 検査に {times} 回</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>待機中</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Stop: {label}</source>
      <translation>停止：{label}</translation>
    </message>
    <message>
      <source>Stop now</source>
      <translation>今すぐ停止</translation>
    </message>
    <message>
      <source>End the model's process; the report is safe</source>
      <translation>モデルのプロセスを終了します。レポートは安全です</translation>
    </message>
    <message>
      <source>Stopping after the step it is in</source>
      <translation>現在の段階の後に停止します</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>停止中</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>コマンド</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>メニュー</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>キー</translation>
    </message>
    <message>
      <source>Mouse</source>
      <translation>マウス</translation>
    </message>
    <message>
      <source>On a slice</source>
      <translation>スライス上</translation>
    </message>
    <message>
      <source>In 3D</source>
      <translation>3D 上</translation>
    </message>
    <message>
      <source>everywhere</source>
      <translation>どこでも</translation>
    </message>
    <message>
      <source>in the image views</source>
      <translation>画像表示で</translation>
    </message>
    <message>
      <source>in the list of findings</source>
      <translation>所見リストで</translation>
    </message>
    <message>
      <source>in the worklist</source>
      <translation>ワークリストで</translation>
    </message>
    <message>
      <source>in the report's text</source>
      <translation>レポートの文中で</translation>
    </message>
    <message>
      <source>Change the key</source>
      <translation>キーを変更</translation>
    </message>
    <message>
      <source>Then press the new key; Esc leaves it as it is</source>
      <translation>続けて新しいキーを押します。Esc でそのまま</translation>
    </message>
    <message>
      <source>Search commands and keys</source>
      <translation>コマンドとキーを検索</translation>
    </message>
    <message>
      <source>Keys of commands</source>
      <translation>コマンドのキー</translation>
    </message>
    <message>
      <source>What the mouse does</source>
      <translation>マウスの働き</translation>
    </message>
    <message>
      <source>Press the new key</source>
      <translation>新しいキーを押してください</translation>
    </message>
    <message>
      <source>{key} is {commands}.</source>
      <translation>{key} は {commands} です。</translation>
    </message>
    <message>
      <source>No key</source>
      <translation>キーなし</translation>
    </message>
    <message>
      <source>As it was</source>
      <translation>元のキーに</translation>
    </message>
    <message>
      <source>All as they were</source>
      <translation>すべて元のキーに</translation>
    </message>
    <message>
      <source>Take it from there</source>
      <translation>そこから移す</translation>
    </message>
    <message>
      <source>Rows and columns of viewers</source>
      <translation>ビューアの行と列</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>画像</translation>
    </message>
    <message>
      <source>viewers</source>
      <translation>ビューア</translation>
    </message>
    <message>
      <source>Rows and columns of viewers (Alt+1 to Alt+9)</source>
      <translation>ビューアの行と列（Alt+1～Alt+9）</translation>
    </message>
    <message>
      <source>Layout</source>
      <translation>配置</translation>
    </message>
    <message>
      <source>Shift: one series</source>
      <translation>Shift：一つのシリーズ</translation>
    </message>
    <message>
      <source>right click: outside · Enter keeps · Esc leaves</source>
      <translation>右クリック：外側 · Enter で残す · Esc で離れる</translation>
    </message>
    <message>
      <source>Enter ends it</source>
      <translation>Enter で完了</translation>
    </message>
    <message>
      <source>drag the long axis, then the short one; Enter keeps the one proposed</source>
      <translation>長径、次に短径をドラッグ。Enter で提案された短径を採用</translation>
    </message>
    <message>
      <source>three points, the corner second</source>
      <translation>3点、2番目が頂点です</translation>
    </message>
    <message>
      <source>one line along each end plate</source>
      <translation>両方の終板に沿って1本ずつ線を引きます</translation>
    </message>
    <message>
      <source>drag along something of known length</source>
      <translation>長さの分かっているものに沿ってドラッグします</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>ツール</translation>
    </message>
    <message>
      <source>Models on this machine</source>
      <translation>このマシンのモデル</translation>
    </message>
    <message>
      <source>More commands</source>
      <translation>その他のコマンド</translation>
    </message>
    <message>
      <source>{signs} Ctrl: the opposite. Ctrl+Z: one mark back. Enter keeps the outline, Escape leaves.</source>
      <translation>{signs} Ctrl：逆。Ctrl+Z：マークを一つ戻す。Enter で輪郭を残し、Esc で離れます。</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>点</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>枠</translation>
    </message>
    <message>
      <source>Scribble</source>
      <translation>なぞり</translation>
    </message>
    <message>
      <source>Lasso</source>
      <translation>投げ縄</translation>
    </message>
    <message>
      <source>Click: inside. Right click: outside.</source>
      <translation>クリック：内側。右クリック：外側。</translation>
    </message>
    <message>
      <source>Click or right click: outside.</source>
      <translation>クリックまたは右クリック：外側。</translation>
    </message>
    <message>
      <source>OUTLINE BY MARKS</source>
      <translation>マークで囲む</translation>
    </message>
    <message>
      <source>Name, such as left kidney</source>
      <translation>名前（例：左腎）</translation>
    </message>
    <message>
      <source>Name of the structure</source>
      <translation>構造の名前</translation>
    </message>
    <message>
      <source>Model that works the outline out</source>
      <translation>輪郭を求めるモデル</translation>
    </message>
    <message>
      <source>Keep the outline as a segment (Enter)</source>
      <translation>輪郭をセグメントとして残す (Enter)</translation>
    </message>
    <message>
      <source>Mark no more (Escape)</source>
      <translation>マークを終える (Esc)</translation>
    </message>
    <message>
      <source>+ Inside</source>
      <translation>+ 内側</translation>
    </message>
    <message>
      <source>− Outside</source>
      <translation>− 外側</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>離れる</translation>
    </message>
    <message>
      <source>Inside</source>
      <translation>内側</translation>
    </message>
    <message>
      <source>Outside</source>
      <translation>外側</translation>
    </message>
    <message>
      <source>MEASUREMENTS</source>
      <translation>計測</translation>
    </message>
    <message>
      <source>Measurements</source>
      <translation>計測</translation>
    </message>
    <message>
      <source>MEASURED</source>
      <translation>計測済み</translation>
    </message>
    <message>
      <source>Close the table</source>
      <translation>表を閉じる</translation>
    </message>
    <message>
      <source>Measures</source>
      <translation>計測値</translation>
    </message>
    <message>
      <source>Write into the report</source>
      <translation>レポートに書き込む</translation>
    </message>
    <message>
      <source>Copy all</source>
      <translation>すべてコピー</translation>
    </message>
    <message>
      <source>MEASURED BEFORE IT CHANGED</source>
      <translation>変更前の計測</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>表示</translation>
    </message>
    <message>
      <source>Show the list</source>
      <translation>リストを表示</translation>
    </message>
    <message>
      <source>Close this message</source>
      <translation>このメッセージを閉じる</translation>
    </message>
    <message>
      <source>{count} more</source>
      <translation>ほか {count} 件</translation>
    </message>
    <message>
      <source>outlines structures</source>
      <translation>構造を囲む</translation>
    </message>
    <message>
      <source>looks for findings</source>
      <translation>所見を探す</translation>
    </message>
    <message>
      <source>names what is seen</source>
      <translation>見えるものを名付ける</translation>
    </message>
    <message>
      <source>measures</source>
      <translation>計測する</translation>
    </message>
    <message>
      <source>outlines what is pointed at</source>
      <translation>指した所を囲む</translation>
    </message>
    <message>
      <source>finds the place of words</source>
      <translation>言葉の場所を見つける</translation>
    </message>
    <message>
      <source>words reports</source>
      <translation>レポートを文章にする</translation>
    </message>
    <message>
      <source>Not tried yet. The same patient is shown mirrored, turned, noisy, cut, empty and sliced anew; the outlines must follow.</source>
      <translation>まだ試していません。同じ患者を反転、回転、ノイズ、切り取り、空、別スライスで示します。輪郭はそれに従う必要があります。</translation>
    </message>
    <message>
      <source>Not measured yet. Choose a folder of cases with references: Dice, surface distances and volumes come with intervals, by scanner.</source>
      <translation>まだ測っていません。正解付き症例のフォルダーを選ぶと、Dice、表面距離、体積が区間付きで装置別に得られます。</translation>
    </message>
    <message>
      <source>built in</source>
      <translation>内蔵</translation>
    </message>
    <message>
      <source>rules, without weights, {where}</source>
      <translation>規則、重みなし、{where}</translation>
    </message>
    <message>
      <source>Structure</source>
      <translation>構造</translation>
    </message>
    <message>
      <source>Found</source>
      <translation>検出</translation>
    </message>
    <message>
      <source>Made for</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>Pictures of</source>
      <translation>対象画像</translation>
    </message>
    <message>
      <source>Limits</source>
      <translation>限界</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>ライセンス</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状態</translation>
    </message>
    <message>
      <source>Speed here</source>
      <translation>ここでの速度</translation>
    </message>
    <message>
      <source>Its maker measured</source>
      <translation>作成者の測定</translation>
    </message>
    <message>
      <source>Draws</source>
      <translation>描くもの</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>サイズ</translation>
    </message>
    <message>
      <source>SHA-256</source>
      <translation>SHA-256</translation>
    </message>
    <message>
      <source>Made from</source>
      <translation>由来</translation>
    </message>
    <message>
      <source>✓ passed</source>
      <translation>✓ 合格</translation>
    </message>
    <message>
      <source>✕ failed</source>
      <translation>✕ 不合格</translation>
    </message>
    <message>
      <source>– measured</source>
      <translation>– 測定済み</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>{number} / {count}</translation>
    </message>
    <message>
      <source>ON BUILT-IN PHANTOMS</source>
      <translation>内蔵ファントムで</translation>
    </message>
    <message>
      <source>ON CASES OF THIS SITE</source>
      <translation>この施設の症例で</translation>
    </message>
    <message>
      <source>with contrast medium</source>
      <translation>造影剤あり</translation>
    </message>
    <message>
      <source>without contrast medium</source>
      <translation>造影剤なし</translation>
    </message>
    <message>
      <source>licence</source>
      <translation>ライセンス</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>承認済み</translation>
    </message>
    <message>
      <source>not run on this machine yet</source>
      <translation>このマシンでは未実行</translation>
    </message>
    <message>
      <source>Case</source>
      <translation>症例</translation>
    </message>
    <message>
      <source>Dice</source>
      <translation>Dice</translation>
    </message>
    <message>
      <source>Took</source>
      <translation>時間</translation>
    </message>
    <message>
      <source>{count} case in {folder}</source>
      <translation>{folder} に {count} 症例</translation>
    </message>
    <message>
      <source>{count} cases in {folder}</source>
      <translation>{folder} に {count} 症例</translation>
    </message>
    <message>
      <source>No model is installed. Add a pack: a file, an archive or a folder that you trust.</source>
      <translation>モデルがインストールされていません。信頼できるファイル、アーカイブまたはフォルダーのパックを追加してください。</translation>
    </message>
    <message>
      <source>About the model</source>
      <translation>モデルについて</translation>
    </message>
    <message>
      <source>Add from file</source>
      <translation>ファイルから追加</translation>
    </message>
    <message>
      <source>Install a pack from one file: .pt, .onnx, .safetensors, .gguf or a zip archive</source>
      <translation>一つのファイルからパックを追加：.pt、.onnx、.safetensors、.gguf、zip アーカイブ</translation>
    </message>
    <message>
      <source>Add from folder</source>
      <translation>フォルダーから追加</translation>
    </message>
    <message>
      <source>Install a pack from its folder</source>
      <translation>フォルダーからパックを追加</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>確認</translation>
    </message>
    <message>
      <source>Compare the files with the card, and the numbers with those of the installation</source>
      <translation>ファイルをカードと、数値をインストール時のものと照合</translation>
    </message>
    <message>
      <source>Try on phantoms</source>
      <translation>ファントムで試す</translation>
    </message>
    <message>
      <source>Run the acceptance cases on built-in phantoms; takes minutes, in the background</source>
      <translation>内蔵ファントムで受け入れ症例を実行。数分かかり、背後で動きます</translation>
    </message>
    <message>
      <source>Evaluate</source>
      <translation>評価</translation>
    </message>
    <message>
      <source>Measure it on a folder of your own cases with references</source>
      <translation>正解付きの自施設症例のフォルダーで測る</translation>
    </message>
    <message>
      <source>Accept the model for this site, on its evaluation</source>
      <translation>評価に基づき、この施設でモデルを承認</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>除去</translation>
    </message>
    <message>
      <source>Take the pack out of the library</source>
      <translation>パックをライブラリから除く</translation>
    </message>
    <message>
      <source>Evaluate it first, on cases of this site</source>
      <translation>先にこの施設の症例で評価してください</translation>
    </message>
    <message>
      <source>Written from the accepted findings, not from the words of the report; checked against the same facts.</source>
      <translation>採用した所見から書かれ、レポートの文言からではありません。同じ事実で確認済みです。</translation>
    </message>
    <message>
      <source>There is no report yet: draft it first.</source>
      <translation>まだレポートがありません：先に下書きしてください。</translation>
    </message>
    <message>
      <source>The report is signed: start an addendum first.</source>
      <translation>レポートは署名済みです：先に追記を始めてください。</translation>
    </message>
    <message>
      <source>typed</source>
      <translation>入力値</translation>
    </message>
    <message>
      <source>{count} values are still asked for, marked •</source>
      <translation>未入力の値 {count} 件（• 印）</translation>
    </message>
    <message>
      <source>, nadir {size} mm</source>
      <translation>、最小値 {size} mm</translation>
    </message>
    <message>
      <source>, {count} new</source>
      <translation>、新規 {count}</translation>
    </message>
    <message>
      <source>Open document</source>
      <translation>文書を開く</translation>
    </message>
    <message>
      <source>Where to save the document</source>
      <translation>文書の保存先</translation>
    </message>
    <message>
      <source>Save {name}</source>
      <translation>{name} を保存</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>{name} を保存しました。</translation>
    </message>
    <message>
      <source>Read the dose</source>
      <translation>線量を読む</translation>
    </message>
    <message>
      <source>Hang pictures</source>
      <translation>画像を配置</translation>
    </message>
    <message>
      <source>Correct or delete it on the page of hanging protocols.</source>
      <translation>ハンギングプロトコルのページで修正または削除してください。</translation>
    </message>
    <message>
      <source>Delete the hanging protocol {name}?</source>
      <translation>ハンギングプロトコル {name} を削除しますか？</translation>
    </message>
    <message>
      <source>Nothing of this study fits the hanging protocol {name}.</source>
      <translation>この検査にはハンギングプロトコル {name} に合うものがありません。</translation>
    </message>
    <message>
      <source>Saved; it is used from the next study on that it fits.</source>
      <translation>保存しました。次に該当する検査から使われます。</translation>
    </message>
    <message>
      <source>Saved; it is used when asked for (Alt+H).</source>
      <translation>保存しました。指定したときに使われます (Alt+H)。</translation>
    </message>
    <message>
      <source>Priors are only looked at.</source>
      <translation>過去検査は閲覧のみです。</translation>
    </message>
    <message>
      <source>Open the prior itself to measure in it.</source>
      <translation>計測するには過去検査そのものを開いてください。</translation>
    </message>
    <message>
      <source>{runs} run, the last took {seconds} s on {device}</source>
      <translation>{runs} 回実行、前回は {device} で {seconds} 秒</translation>
    </message>
    <message>
      <source>{runs} runs, the last took {seconds} s on {device}</source>
      <translation>{runs} 回実行、前回は {device} で {seconds} 秒</translation>
    </message>
    <message>
      <source>Type a short word in the report, then Space or Tab. A text may hold {names}; what stands in [brackets] is to be filled in.</source>
      <translation>レポートに短縮語を入力し、スペースまたは Tab を押します。文には {names} を使えます。[括弧] の中は記入欄です。</translation>
    </message>
    <message>
      <source>● signed by {name}, {when} UTC</source>
      <translation>● 署名 {name}、{when} UTC</translation>
    </message>
    <message>
      <source>▲ {count} to resolve before signing</source>
      <translation>▲ 署名前に解決 {count} 件</translation>
    </message>
    <message>
      <source>Nothing to sign yet</source>
      <translation>まだ署名するものがありません</translation>
    </message>
    <message>
      <source>The addendum is empty</source>
      <translation>追記が空です</translation>
    </message>
    <message>
      <source>✓ checked: nothing to resolve</source>
      <translation>✓ 照合済み：解決すべきものなし</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>下書き</translation>
    </message>
    <message>
      <source>addendum to version {version}</source>
      <translation>版 {version} への追記</translation>
    </message>
    <message>
      <source>Drag a series here, or click one on the left</source>
      <translation>ここにシリーズをドラッグするか、左側でクリックしてください</translation>
    </message>
    <message>
      <source>A prior is not changed from here.</source>
      <translation>過去検査はここからは変更できません。</translation>
    </message>
    <message>
      <source>Open its study to draw on it.</source>
      <translation>描くにはその検査を開いてください。</translation>
    </message>
    <message>
      <source>Colour of the segment</source>
      <translation>セグメントの色</translation>
    </message>
    <message>
      <source>Nothing differs.</source>
      <translation>違いはありません。</translation>
    </message>
    <message>
      <source>Changes since the draft of {author}: added is underlined, removed is struck through.</source>
      <translation>{author} の下書きからの変更。追加は下線、削除は取り消し線です。</translation>
    </message>
    <message>
      <source>Added is underlined, removed is struck through.</source>
      <translation>追加は下線、削除は取り消し線です。</translation>
    </message>
    <message>
      <source>Compared with the report of now: what is struck through stands in it and not here.</source>
      <translation>現在のレポートとの比較。取り消し線の部分はそこにあり、ここにはありません。</translation>
    </message>
    <message>
      <source>version {number}</source>
      <translation>版 {number}</translation>
    </message>
    <message>
      <source>This report was not drafted by a model or from templates.</source>
      <translation>このレポートはモデルやテンプレートで下書きされていません。</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>戻る</translation>
    </message>
    <message>
      <source>Go back (Esc)</source>
      <translation>戻る (Esc)</translation>
    </message>
    <message>
      <source>Type a command</source>
      <translation>コマンドを入力</translation>
    </message>
    <message>
      <source>No command has these words.</source>
      <translation>この語を含むコマンドはありません。</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名前</translation>
    </message>
    <message>
      <source>ID</source>
      <translation>ID</translation>
    </message>
    <message>
      <source>Issuer of the ID</source>
      <translation>ID の発行者</translation>
    </message>
    <message>
      <source>Born</source>
      <translation>生年月日</translation>
    </message>
    <message>
      <source>Sex</source>
      <translation>性別</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>記載なし</translation>
    </message>
    <message>
      <source>Keep apart</source>
      <translation>別々のままにする</translation>
    </message>
    <message>
      <source>They are different patients; do not ask again</source>
      <translation>別の患者です。今後たずねません</translation>
    </message>
    <message>
      <source>Ask again</source>
      <translation>もう一度たずねる</translation>
    </message>
    <message>
      <source>No two patients look like one</source>
      <translation>同一人物に見える患者はいません</translation>
    </message>
    <message>
      <source>Show again those that were kept apart</source>
      <translation>別々にした患者をもう一度表示</translation>
    </message>
    <message>
      <source>Undo: {last_change}</source>
      <translation>元に戻す：{last_change}</translation>
    </message>
    <message>
      <source>Studies</source>
      <translation>検査</translation>
    </message>
    <message>
      <source>Make these another patient</source>
      <translation>別の患者にする</translation>
    </message>
    <message>
      <source>Move the studies of this column to a patient of their own</source>
      <translation>この列の検査を独立した患者に移す</translation>
    </message>
    <message>
      <source>They are one patient: list all studies under this name and ID</source>
      <translation>同一の患者です：すべての検査をこの名前と ID にまとめる</translation>
    </message>
    <message>
      <source>Same person: merge into this one</source>
      <translation>同一人物：この患者に統合</translation>
    </message>
    <message>
      <source>Merge into this one</source>
      <translation>この患者に統合</translation>
    </message>
    <message>
      <source>And {count} more, when these are done.</source>
      <translation>これらの後にさらに {count} 件。</translation>
    </message>
    <message>
      <source>named in {files} file of another's study</source>
      <translation>他者の検査の {files} ファイルに記載</translation>
    </message>
    <message>
      <source>named in {files} files of another's study</source>
      <translation>他者の検査の {files} ファイルに記載</translation>
    </message>
    <message>
      <source>{count} pair or group to look at</source>
      <translation>確認する組が {count} 件</translation>
    </message>
    <message>
      <source>{count} pairs or groups to look at</source>
      <translation>確認する組が {count} 件</translation>
    </message>
    <message>
      <source>no date</source>
      <translation>日付なし</translation>
    </message>
    <message>
      <source>{apart} kept apart.</source>
      <translation>別々のまま {apart} 件。</translation>
    </message>
    <message>
      <source>short word</source>
      <translation>短縮語</translation>
    </message>
    <message>
      <source>text it stands for</source>
      <translation>対応する文</translation>
    </message>
    <message>
      <source>SHORT WORDS</source>
      <translation>短縮語</translation>
    </message>
    <message>
      <source>LEARNED SENTENCES</source>
      <translation>覚えた文</translation>
    </message>
    <message>
      <source>Learn the sentences that I write and sign</source>
      <translation>自分が書いて署名した文を覚える</translation>
    </message>
    <message>
      <source>Short word</source>
      <translation>短縮語</translation>
    </message>
    <message>
      <source>Sentence</source>
      <translation>文</translation>
    </message>
    <message>
      <source>Signed</source>
      <translation>署名回数</translation>
    </message>
    <message>
      <source>Last</source>
      <translation>最終</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>忘れる</translation>
    </message>
    <message>
      <source>Forget all</source>
      <translation>すべて忘れる</translation>
    </message>
    <message>
      <source>Waive</source>
      <translation>免除</translation>
    </message>
    <message>
      <source>Sign in spite of this, with a reason</source>
      <translation>理由を付けて署名する</translation>
    </message>
    <message>
      <source>Reason, then Enter (Esc: not)</source>
      <translation>理由、続けて Enter（Esc：中止）</translation>
    </message>
    <message>
      <source>Leave it as it is</source>
      <translation>そのままにする</translation>
    </message>
    <message>
      <source>REPORT</source>
      <translation>レポート</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>変更</translation>
    </message>
    <message>
      <source>Show below each sentence what was changed in the draft</source>
      <translation>各文の下に下書きからの変更を表示</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>下書き</translation>
    </message>
    <message>
      <source>Draft the report from the accepted findings</source>
      <translation>採用した所見からレポートを下書き</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>書き出す</translation>
    </message>
    <message>
      <source>Write PDF, DICOM or other files</source>
      <translation>PDF、DICOM などのファイルを書き出す</translation>
    </message>
    <message>
      <source>not provided</source>
      <translation>記載なし</translation>
    </message>
    <message>
      <source>Indication</source>
      <translation>検査目的</translation>
    </message>
    <message>
      <source>Template sentences</source>
      <translation>定型文</translation>
    </message>
    <message>
      <source>Draft again</source>
      <translation>下書きし直す</translation>
    </message>
    <message>
      <source>{words} words · yours: {median}</source>
      <translation>{words} 語・普段は {median}</translation>
    </message>
    <message>
      <source>1 word</source>
      <translation>1 語</translation>
    </message>
    <message>
      <source>{count} words</source>
      <translation>{count} 語</translation>
    </message>
    <message>
      <source>Half of the reports that you signed in this template are shorter than {median} words</source>
      <translation>このテンプレートで署名したレポートの半数は {median} 語未満です</translation>
    </message>
    <message>
      <source>signed · version {version}</source>
      <translation>署名済み · 版 {version}</translation>
    </message>
    <message>
      <source>Worded by {name}</source>
      <translation>文章 {name}</translation>
    </message>
    <message>
      <source>The report appears here, from the accepted findings.</source>
      <translation>採用した所見からレポートがここに現れます。</translation>
    </message>
    <message>
      <source>edited by {name}</source>
      <translation>編集 {name}</translation>
    </message>
    <message>
      <source>Go to the place in the images</source>
      <translation>画像中の位置へ移動</translation>
    </message>
    <message>
      <source>by {author}</source>
      <translation>{author} による</translation>
    </message>
    <message>
      <source>1 picture</source>
      <translation>1 画像</translation>
    </message>
    <message>
      <source>{count} pictures</source>
      <translation>{count} 画像</translation>
    </message>
    <message>
      <source>uncertainty {percent} %</source>
      <translation>不確かさ {percent} %</translation>
    </message>
    <message>
      <source>mean</source>
      <translation>平均</translation>
    </message>
    <message>
      <source>SD</source>
      <translation>SD</translation>
    </message>
    <message>
      <source>● experimental: not accepted at this site</source>
      <translation>● 試験的：この施設では未承認</translation>
    </message>
    <message>
      <source>(no description)</source>
      <translation>（説明なし）</translation>
    </message>
    <message>
      <source>take over</source>
      <translation>置き換える</translation>
    </message>
    <message>
      <source>leave them</source>
      <translation>そのまま残す</translation>
    </message>
    <message>
      <source>share</source>
      <translation>共有</translation>
    </message>
    <message>
      <source>Change ▾</source>
      <translation>変更 ▾</translation>
    </message>
    <message>
      <source>What can be done to the whole segment</source>
      <translation>セグメント全体にできること</translation>
    </message>
    <message>
      <source>Radius of the brush</source>
      <translation>ブラシの半径</translation>
    </message>
    <message>
      <source>Ball</source>
      <translation>球</translation>
    </message>
    <message>
      <source>Paint through slices, as a ball; else a disc in the plane of the view</source>
      <translation>スライスを越えて球で塗る。なければ表示断面内の円盤</translation>
    </message>
    <message>
      <source>What paint does where another segment is</source>
      <translation>別のセグメントがある所での動作</translation>
    </message>
    <message>
      <source>Values</source>
      <translation>値</translation>
    </message>
    <message>
      <source>Paint only where the picture's value lies between these</source>
      <translation>画像の値がこの間にある所だけ塗る</translation>
    </message>
    <message>
      <source>Lowest value painted on</source>
      <translation>塗る最小値</translation>
    </message>
    <message>
      <source>Highest value painted on</source>
      <translation>塗る最大値</translation>
    </message>
    <message>
      <source>What the scissors do</source>
      <translation>はさみの動作</translation>
    </message>
    <message>
      <source>All slices</source>
      <translation>全スライス</translation>
    </message>
    <message>
      <source>Cut through all slices, or only the one on the screen</source>
      <translation>全スライスを切る、または画面のものだけ</translation>
    </message>
    <message>
      <source>How much values may differ from the one clicked</source>
      <translation>クリックした値からの許容差</translation>
    </message>
    <message>
      <source>How far from the click a region may grow</source>
      <translation>クリック位置から領域が広がる最大距離</translation>
    </message>
    <message>
      <source>Where others are</source>
      <translation>他がある所</translation>
    </message>
    <message>
      <source>to</source>
      <translation>～</translation>
    </message>
    <message>
      <source>Values alike within ±</source>
      <translation>近い値の幅 ±</translation>
    </message>
    <message>
      <source>Up to, from the click</source>
      <translation>クリックから最大</translation>
    </message>
    <message>
      <source>min</source>
      <translation>最小</translation>
    </message>
    <message>
      <source>max</source>
      <translation>最大</translation>
    </message>
    <message>
      <source>SEGMENTS</source>
      <translation>セグメント</translation>
    </message>
    <message>
      <source>Outline only</source>
      <translation>輪郭のみ</translation>
    </message>
    <message>
      <source>Show outlines without a fill (O)</source>
      <translation>塗りなしの輪郭を表示 (O)</translation>
    </message>
    <message>
      <source>New segment (Ins)</source>
      <translation>新しいセグメント (Ins)</translation>
    </message>
    <message>
      <source>Show mean, SD, lowest and highest value</source>
      <translation>平均、SD、最低値、最高値を表示</translation>
    </message>
    <message>
      <source>Statistics</source>
      <translation>統計</translation>
    </message>
    <message>
      <source>The segmentation on the images</source>
      <translation>画像上のセグメンテーション</translation>
    </message>
    <message>
      <source>Segments</source>
      <translation>セグメント</translation>
    </message>
    <message>
      <source>Opacity of the fill</source>
      <translation>塗りの不透明度</translation>
    </message>
    <message>
      <source>Opacity</source>
      <translation>不透明度</translation>
    </message>
    <message>
      <source>Nothing segmented yet.</source>
      <translation>まだ何もセグメンテーションされていません。</translation>
    </message>
    <message>
      <source>Draw by hand</source>
      <translation>手で描く</translation>
    </message>
    <message>
      <source>Begin a segment and paint it (Ins)</source>
      <translation>セグメントを始めて塗る (Ins)</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>ロック中</translation>
    </message>
    <message>
      <source>{told}
{support}, by {author}</source>
      <translation>{told}
{support}、{author} による</translation>
    </message>
    <message>
      <source>from evidence</source>
      <translation>根拠あり</translation>
    </message>
    <message>
      <source>without evidence in the images</source>
      <translation>画像に根拠なし</translation>
    </message>
    <message>
      <source>Click to take your check mark away</source>
      <translation>クリックすると確認の印を取り消します</translation>
    </message>
    <message>
      <source>Click to mark as checked</source>
      <translation>クリックすると確認済みにします</translation>
    </message>
    <message>
      <source>waived</source>
      <translation>免除</translation>
    </message>
    <message>
      <source>Read drawings</source>
      <translation>描画を読む</translation>
    </message>
    <message>
      <source>Open {name}</source>
      <translation>{name} を開く</translation>
    </message>
    <message>
      <source>Opening was stopped.</source>
      <translation>開く処理は停止しました。</translation>
    </message>
    <message>
      <source>Choose the series again to open it.</source>
      <translation>開くにはシリーズをもう一度選んでください。</translation>
    </message>
    <message>
      <source>▲ The findings were changed after signing. An addendum would say so:</source>
      <translation>▲ 署名後に所見が変更されました。追記に記載すべき点:</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>レポート</translation>
    </message>
    <message>
      <source>Edit again; signing makes the next version and keeps this one</source>
      <translation>再編集します。署名すると次の版となり、この版は残ります</translation>
    </message>
    <message>
      <source>Sign</source>
      <translation>署名</translation>
    </message>
    <message>
      <source>Sign this report (Ctrl+Return)</source>
      <translation>このレポートに署名 (Ctrl+Return)</translation>
    </message>
    <message>
      <source>(no ID)</source>
      <translation>（ID なし）</translation>
    </message>
    <message>
      <source>born {date}</source>
      <translation>{date} 生</translation>
    </message>
    <message>
      <source>no birth date</source>
      <translation>生年月日なし</translation>
    </message>
    <message>
      <source>Keep “{word}” as a word of mine</source>
      <translation>「{word}」を自分の語として残す</translation>
    </message>
    <message>
      <source>Forget “{word}” as a word of mine</source>
      <translation>「{word}」を自分の語から外す</translation>
    </message>
    <message>
      <source>{count} running</source>
      <translation>{count} 件実行中</translation>
    </message>
    <message>
      <source>Thumbnails</source>
      <translation>サムネイル</translation>
    </message>
    <message>
      <source>Search elements: a name, a tag, a part of a value</source>
      <translation>要素を検索：名前、タグ、値の一部</translation>
    </message>
    <message>
      <source>Search elements</source>
      <translation>要素を検索</translation>
    </message>
    <message>
      <source>Copy the selected elements (Ctrl+C)</source>
      <translation>選択した要素をコピー (Ctrl+C)</translation>
    </message>
    <message>
      <source>Elements</source>
      <translation>要素</translation>
    </message>
    <message>
      <source>{count} found</source>
      <translation>{count} 件見つかりました</translation>
    </message>
    <message>
      <source>{count} elements</source>
      <translation>{count} 要素</translation>
    </message>
    <message>
      <source>left</source>
      <translation>左</translation>
    </message>
    <message>
      <source>right</source>
      <translation>右</translation>
    </message>
    <message>
      <source>both sides</source>
      <translation>両側</translation>
    </message>
    <message>
      <source>Words: liver, lower lobe, lymph node …</source>
      <translation>語：肝臓、下葉、リンパ節 …</translation>
    </message>
    <message>
      <source>Words of the term</source>
      <translation>用語の語</translation>
    </message>
    <message>
      <source>Terms</source>
      <translation>用語</translation>
    </message>
    <message>
      <source>Side, kept as a code of its own</source>
      <translation>側（独立したコード）</translation>
    </message>
    <message>
      <source>SNOMED CT and DICOM codes of the standard, PS3.16</source>
      <translation>標準 PS3.16 の SNOMED CT と DICOM コード</translation>
    </message>
    <message>
      <source>the draft as it was made</source>
      <translation>作られた時の下書き</translation>
    </message>
    <message>
      <source>the version before</source>
      <translation>一つ前の版</translation>
    </message>
    <message>
      <source>the report of now</source>
      <translation>現在のレポート</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>なし</translation>
    </message>
    <message>
      <source>Compared with</source>
      <translation>比較対象</translation>
    </message>
    <message>
      <source>Bring back this version</source>
      <translation>この版に戻す</translation>
    </message>
    <message>
      <source>The report reads like this again; undo takes that back</source>
      <translation>レポートはこの内容に戻ります。元に戻すで取り消せます</translation>
    </message>
    <message>
      <source>proposed</source>
      <translation>提案</translation>
    </message>
    <message>
      <source>confirmed</source>
      <translation>確認済み</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>却下</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>日付</translation>
    </message>
    <message>
      <source>Modality</source>
      <translation>モダリティ</translation>
    </message>
    <message>
      <source>Description</source>
      <translation>説明</translation>
    </message>
    <message>
      <source>Series / pictures</source>
      <translation>シリーズ / 画像</translation>
    </message>
    <message>
      <source>Priors</source>
      <translation>過去</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>状態</translation>
    </message>
    <message>
      <source>This may be the same patient as another one, or two in one: click to see them side by side</source>
      <translation>別の患者と同一、または二人が一つになっている可能性：クリックで並べて表示</translation>
    </message>
    <message>
      <source>(no date)</source>
      <translation>（日付なし）</translation>
    </message>
    <message>
      <source>Search name, ID, date, modality, description or report text</source>
      <translation>名前、ID、日付、モダリティ、説明、レポート本文を検索</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>取り込む</translation>
    </message>
    <message>
      <source>Bring a folder, files or a zip archive into the library</source>
      <translation>フォルダー、ファイル、zip アーカイブをライブラリに取り込む</translation>
    </message>
    <message>
      <source>About the study</source>
      <translation>検査について</translation>
    </message>
    <message>
      <source>No study matches “{words}”. Clear the search to see all of them.</source>
      <translation>「{words}」に合う検査はありません。検索を消すとすべて表示します。</translation>
    </message>
    <message>
      <source>Studies appear here.</source>
      <translation>検査はここに現れます。</translation>
    </message>
    <message>
      <source>Drop a DICOM folder, files or a zip archive on this window, or use Import.</source>
      <translation>DICOM フォルダー、ファイル、zip アーカイブをこの画面に落とすか、「取り込む」を使います。</translation>
    </message>
    <message>
      <source>A synthetic chest CT with a known truth, made on this machine</source>
      <translation>このマシンで作られた、真値が既知の合成胸部 CT</translation>
    </message>
    <message>
      <source>{text} · {count} new above</source>
      <translation>{text} · 上に新規 {count}</translation>
    </message>
    <message>
      <source>Status: {status}</source>
      <translation>状態：{status}</translation>
    </message>
    <message>
      <source>(demonstration)</source>
      <translation>（デモ）</translation>
    </message>
    <message>
      <source>{count} study</source>
      <translation>{count} 検査</translation>
    </message>
    <message>
      <source>{count} studies</source>
      <translation>{count} 検査</translation>
    </message>
    <message>
      <source>imported just now</source>
      <translation>取り込んだばかり</translation>
    </message>
    <message>
      <source>Text at {percent} %.</source>
      <translation>文字 {percent} %。</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>システムに合わせる</translation>
    </message>
    <message>
      <source>No font of this machine has the letters of this language.</source>
      <translation>このマシンにはこの言語の文字を持つフォントがありません。</translation>
    </message>
    <message>
      <source>Install one, such as Noto Sans CJK.</source>
      <translation>Noto Sans CJK などを入れてください。</translation>
    </message>
    <message>
      <source>Language: {name}.</source>
      <translation>言語：{name}。</translation>
    </message>
    <message>
      <source>The window has it from its next start.</source>
      <translation>次の起動から使われます。</translation>
    </message>
    <message>
      <source>Make the window anew in this language? It comes back to where you are.</source>
      <translation>今すぐこの言語でウィンドウを開き直しますか。現在の場所に戻ります。</translation>
    </message>
    <message>
      <source>Make it anew</source>
      <translation>開き直す</translation>
    </message>
    <message>
      <source>There is no report yet.</source>
      <translation>まだレポートがありません。</translation>
    </message>
    <message>
      <source>Draft it first (Ctrl+D).</source>
      <translation>先に下書きしてください (Ctrl+D)。</translation>
    </message>
    <message>
      <source>The report is signed.</source>
      <translation>レポートは署名済みです。</translation>
    </message>
    <message>
      <source>Start an addendum first.</source>
      <translation>先に追記を始めてください。</translation>
    </message>
    <message>
      <source>Films run to and fro.</source>
      <translation>動画は往復します。</translation>
    </message>
    <message>
      <source>Films begin again from the first picture.</source>
      <translation>動画は最初の画像に戻ります。</translation>
    </message>
    <message>
      <source>Read the times of the series</source>
      <translation>シリーズの時点を読む</translation>
    </message>
    <message>
      <source>Shift+C stops, Ctrl+. and Ctrl+, change the speed.</source>
      <translation>Shift+C で停止、Ctrl+. と Ctrl+, で速度を変えます。</translation>
    </message>
    <message>
      <source>Speed {speed}, {rate} pictures a second.</source>
      <translation>速度 {speed}、毎秒 {rate} 画像。</translation>
    </message>
    <message>
      <source>Speed {speed}.</source>
      <translation>速度 {speed}。</translation>
    </message>
    <message>
      <source>one half or more in {votes} of {looks} looks</source>
      <translation>{looks} 回中 {votes} 回で 0.5 以上</translation>
    </message>
    <message>
      <source>{model}: choose a finding to see where on the picture its score comes from.</source>
      <translation>{model}：所見を選ぶと、画像のどこからスコアが来るかを表示します。</translation>
    </message>
    <message>
      <source>Covering what is framed lowers the score most.</source>
      <translation>枠内を覆うとスコアが最も下がります。</translation>
    </message>
    <message>
      <source>No place of the picture lowers the score when it is covered.</source>
      <translation>画像のどこを覆ってもスコアは下がりません。</translation>
    </message>
    <message>
      <source>A score is no probability of disease.</source>
      <translation>スコアは疾患の確率ではありません。</translation>
    </message>
    <message>
      <source>Align with prior</source>
      <translation>過去検査に位置を合わせる</translation>
    </message>
    <message>
      <source>Bend onto prior</source>
      <translation>過去に変形</translation>
    </message>
    <message>
      <source>Both lie in one frame of reference already: nothing has to be aligned.</source>
      <translation>両者はすでに同じ基準座標系にあり、位置合わせは不要です。</translation>
    </message>
    <message>
      <source>Set both crosshairs on the same point, then align here again.</source>
      <translation>両方の十字線を同じ点に置き、もう一度ここで合わせてください。</translation>
    </message>
    <message>
      <source>Viewers are parted until then.</source>
      <translation>それまでビューアのリンクは切れています。</translation>
    </message>
    <message>
      <source>Aligned at the crosshairs.</source>
      <translation>十字線で位置を合わせました。</translation>
    </message>
    <message>
      <source>Aligned with the study of {date}.</source>
      <translation>{date} の検査と位置合わせしました。</translation>
    </message>
    <message>
      <source>Look for the same in the prior</source>
      <translation>過去検査で同じものを探す</translation>
    </message>
    <message>
      <source>Compare lesions</source>
      <translation>病変を比較</translation>
    </message>
    <message>
      <source>This finding has no place in these pictures, so nothing can be paired with it.</source>
      <translation>この所見はこの画像に場所がないため、対応させられません。</translation>
    </message>
    <message>
      <source>No accepted lesion has a size in the earliest prior, so there are no RECIST targets.</source>
      <translation>最も古い過去検査に大きさのある採用済み病変がないため、RECIST 標的病変はありません。</translation>
    </message>
    <message>
      <source>{mm} mm from where it is expected</source>
      <translation>予想位置から {mm} mm</translation>
    </message>
    <message>
      <source>The earlier study does not hold this lesion any more.</source>
      <translation>前回検査にはこの病変がもうありません。</translation>
    </message>
    <message>
      <source>Compare again.</source>
      <translation>もう一度比較してください。</translation>
    </message>
    <message>
      <source>Lesions in both studies: {together}; in one of them: {alone}.</source>
      <translation>両方の検査にある病変：{together}、一方のみ：{alone}。</translation>
    </message>
    <message>
      <source>There are no lesions to compare.</source>
      <translation>比較する病変がありません。</translation>
    </message>
    <message>
      <source>by the reader</source>
      <translation>読影者による</translation>
    </message>
    <message>
      <source>by the rule</source>
      <translation>規則による</translation>
    </message>
    <message>
      <source>Describe the view</source>
      <translation>表示を記述</translation>
    </message>
    <message>
      <source>Show a picture of the open study first.</source>
      <translation>先に開いている検査の画像を表示してください。</translation>
    </message>
    <message>
      <source>Add a GGUF file with its projector (mmproj) under Help, Models.</source>
      <translation>ヘルプ、モデルで、GGUF ファイルとプロジェクター (mmproj) を追加してください。</translation>
    </message>
    <message>
      <source>Each waits to be checked, rewritten or removed before the report can be signed.</source>
      <translation>レポートに署名する前に、それぞれ確認、書き直し、または削除してください。</translation>
    </message>
    <message>
      <source>1 unverified sentence of a model is in the report.</source>
      <translation>レポートに、モデルによる未確認の文が 1 文あります。</translation>
    </message>
    <message>
      <source>{count} unverified sentences of a model are in the report.</source>
      <translation>レポートに、モデルによる未確認の文が {count} 文あります。</translation>
    </message>
    <message>
      <source>There are no two segmentations of this series with a structure in common.</source>
      <translation>このシリーズには共通の構造を持つ二つのセグメンテーションがありません。</translation>
    </message>
    <message>
      <source>Segment it with two models.</source>
      <translation>二つのモデルでセグメンテーションしてください。</translation>
    </message>
    <message>
      <source>No other series of this study lies in the same frame of reference.</source>
      <translation>この検査には同じ基準座標系の別シリーズがありません。</translation>
    </message>
    <message>
      <source>Register them first.</source>
      <translation>先に位置合わせしてください。</translation>
    </message>
    <message>
      <source>Where in the images is …?</source>
      <translation>画像のどこに…？</translation>
    </message>
    <message>
      <source>Look for words in the images</source>
      <translation>画像内で言葉を検索</translation>
    </message>
    <message>
      <source>“{phrase}”: match {score}.</source>
      <translation>「{phrase}」：一致度 {score}。</translation>
    </message>
    <message>
      <source>Describe a place</source>
      <translation>場所を説明</translation>
    </message>
    <message>
      <source>{count} places are framed.</source>
      <translation>{count} か所に枠があります。</translation>
    </message>
    <message>
      <source>These pictures form no volume.</source>
      <translation>これらの画像はボリュームになりません。</translation>
    </message>
    <message>
      <source>Nothing is outlined here, so no organ is named (Ctrl+G).</source>
      <translation>ここには輪郭がないため臓器名は示されません（Ctrl+G）。</translation>
    </message>
    <message>
      <source>Nothing was asked for.</source>
      <translation>何も入力されていません。</translation>
    </message>
    <message>
      <source>Not located: “{phrase}”.</source>
      <translation>位置不明：「{phrase}」。</translation>
    </message>
    <message>
      <source>Not assessed: “{phrase}”.</source>
      <translation>未評価：「{phrase}」。</translation>
    </message>
    <message>
      <source>Open that series and ask again.</source>
      <translation>そのシリーズを開いてもう一度検索してください。</translation>
    </message>
    <message>
      <source>“{phrase}” lies on another series of this study.</source>
      <translation>「{phrase}」はこの検査の別のシリーズにあります。</translation>
    </message>
    <message>
      <source>{name}: {size} in the library ({pictures} {originals}, decoded {unpacked}, masks {masks}).</source>
      <translation>{name}：ライブラリ内 {size}（{pictures} {originals}、デコード済み {unpacked}、マスク {masks}）。</translation>
    </message>
    <message>
      <source>Delete {name} with its picture, {size}? This cannot be undone.</source>
      <translation>{name} を画像ごと削除しますか（{size}）？元に戻せません。</translation>
    </message>
    <message>
      <source>Delete {name} with its {count} pictures, {size}? This cannot be undone.</source>
      <translation>{name} と画像 {count} 枚（{size}）を削除しますか？元に戻せません。</translation>
    </message>
    <message>
      <source>The log of edits keeps what was done to it.</source>
      <translation>編集履歴には行われたことが残ります。</translation>
    </message>
    <message>
      <source>Take them out</source>
      <translation>取り出す</translation>
    </message>
    <message>
      <source>Another {size} lie where they were imported from.</source>
      <translation>ほかに {size} がインポート元にあります。</translation>
    </message>
    <message>
      <source>This study has a signed report, so it is not deleted here.</source>
      <translation>この検査には署名済みレポートがあるため、ここでは削除しません。</translation>
    </message>
    <message>
      <source>Archive it instead. Who must delete it uses `lightbox delete --even-signed`.</source>
      <translation>代わりに保管してください。削除が必要なら `lightbox delete --even-signed` を使います。</translation>
    </message>
    <message>
      <source>Deleted {name}: {size}.</source>
      <translation>{name} を削除しました：{size}。</translation>
    </message>
    <message>
      <source>The library is {size} smaller.</source>
      <translation>ライブラリが {size} 小さくなりました。</translation>
    </message>
    <message>
      <source>{name} opens from {folder} now.</source>
      <translation>{name} は今後 {folder} から開きます。</translation>
    </message>
    <message>
      <source>No study is selected.</source>
      <translation>検査が選択されていません。</translation>
    </message>
    <message>
      <source>Select one in the worklist.</source>
      <translation>ワークリストで選んでください。</translation>
    </message>
    <message>
      <source>Compare patients</source>
      <translation>患者を比較</translation>
    </message>
    <message>
      <source>Import a folder</source>
      <translation>フォルダーを取り込む</translation>
    </message>
    <message>
      <source>Make the demonstration study</source>
      <translation>デモ検査を作る</translation>
    </message>
    <message>
      <source>Prepare the pictures</source>
      <translation>画像を準備</translation>
    </message>
    <message>
      <source>Read the objects beside the pictures</source>
      <translation>画像以外のオブジェクトを読む</translation>
    </message>
    <message>
      <source>Import files or a zip archive</source>
      <translation>ファイルまたは zip アーカイブを取り込む</translation>
    </message>
    <message>
      <source>Import {name}</source>
      <translation>{name} をインポート</translation>
    </message>
    <message>
      <source>Not every object beside the pictures could be read.</source>
      <translation>画像以外のオブジェクトの一部を読めませんでした。</translation>
    </message>
    <message>
      <source>Import again to go on.</source>
      <translation>続けるにはもう一度取り込んでください。</translation>
    </message>
    <message>
      <source>There is no DICOM study in what was given.</source>
      <translation>指定されたものに DICOM 検査はありません。</translation>
    </message>
    <message>
      <source>Enter opens the selected study.</source>
      <translation>Enter で選択した検査を開きます。</translation>
    </message>
    <message>
      <source>Scroll one alone with links off (Alt+L), then link them as they stand (Alt+Shift+L).</source>
      <translation>リンクを切って (Alt+L) 一つだけスクロールし、その位置でリンクします (Alt+Shift+L)。</translation>
    </message>
    <message>
      <source>Viewers scroll together.</source>
      <translation>ビューアは一緒にスクロールします。</translation>
    </message>
    <message>
      <source>Viewers scroll each for itself.</source>
      <translation>ビューアは個別にスクロールします。</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified together.</source>
      <translation>ビューアは一緒に移動・拡大されます。</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified each for itself.</source>
      <translation>ビューアは個別に移動・拡大されます。</translation>
    </message>
    <message>
      <source>Viewers share one window.</source>
      <translation>ビューアは同じウィンドウ値を使います。</translation>
    </message>
    <message>
      <source>Viewers have windows of their own.</source>
      <translation>ビューアはそれぞれのウィンドウ値を使います。</translation>
    </message>
    <message>
      <source>What is this hanging protocol called?</source>
      <translation>このハンギングプロトコルの名前は？</translation>
    </message>
    <message>
      <source>No earlier study of this patient has pictures of this kind.</source>
      <translation>この患者の以前の検査にはこの種の画像がありません。</translation>
    </message>
    <message>
      <source>The study of {date} stands beside this one.</source>
      <translation>{date} の検査を横に並べました。</translation>
    </message>
    <message>
      <source>Viewers of different frames of reference are no longer linked.</source>
      <translation>基準座標系の異なるビューアのリンクを解除しました。</translation>
    </message>
    <message>
      <source>Viewers scroll together from where they stand.</source>
      <translation>ビューアは今の位置から一緒にスクロールします。</translation>
    </message>
    <message>
      <source>Layouts (Alt+1 to Alt+9) and series go to the window of the viewer that was clicked last.</source>
      <translation>レイアウト（Alt+1～Alt+9）とシリーズは、最後にクリックしたビューアのウィンドウに適用されます。</translation>
    </message>
    <message>
      <source>There is no hanging protocol.</source>
      <translation>ハンギングプロトコルはありません。</translation>
    </message>
    <message>
      <source>Saved the hanging protocol {name}.</source>
      <translation>ハンギングプロトコル {name} を保存しました。</translation>
    </message>
    <message>
      <source>The pictures are in the other window. Alt+M brings the viewer back that was clicked last; a series can be dragged here.</source>
      <translation>画像は別のウィンドウにあります。Alt+M で最後にクリックしたビューアが戻ります。ここにシリーズをドラッグすることもできます。</translation>
    </message>
    <message>
      <source>Read stored values</source>
      <translation>格納値を読む</translation>
    </message>
    <message>
      <source>Hold a ruler to the scale: projectors, remote and scaled screens tell wrong sizes; a radiograph is magnified.</source>
      <translation>目盛りに定規を当ててください：プロジェクター、遠隔、拡大表示の画面は誤った寸法を示します。X 線写真は拡大されています。</translation>
    </message>
    <message>
      <source>Nothing says how large a pixel of this picture is.</source>
      <translation>この画像の画素の大きさは不明です。</translation>
    </message>
    <message>
      <source>Calibrate it by a known length (K).</source>
      <translation>既知の長さで校正してください (K)。</translation>
    </message>
    <message>
      <source>The screen does not tell how large it is.</source>
      <translation>画面の大きさが不明です。</translation>
    </message>
    <message>
      <source>True size for a screen that is {width} cm wide, as it tells itself.</source>
      <translation>画面自身の申告幅 {width} cm での実寸です。</translation>
    </message>
    <message>
      <source>Drop the outline</source>
      <translation>輪郭を破棄</translation>
    </message>
    <message>
      <source>Ctrl+Z takes it back.</source>
      <translation>Ctrl+Z で戻せます。</translation>
    </message>
    <message>
      <source>That lies outside the images.</source>
      <translation>画像の外です。</translation>
    </message>
    <message>
      <source>Mark something inside them.</source>
      <translation>画像の中をマークしてください。</translation>
    </message>
    <message>
      <source>The outline of “{name}” is not kept yet. Marks: {count}.</source>
      <translation>「{name}」の輪郭はまだ保存されていません。マーク：{count}。</translation>
    </message>
    <message>
      <source>it has no voxels now</source>
      <translation>ボクセルがありません</translation>
    </message>
    <message>
      <source>“{name}” is kept: {size}.</source>
      <translation>「{name}」を保存しました：{size}。</translation>
    </message>
    <message>
      <source>Nothing is marked yet.</source>
      <translation>まだマークがありません。</translation>
    </message>
    <message>
      <source>Click inside the structure, or leave with Escape.</source>
      <translation>構造の内側をクリックするか、Esc で離れます。</translation>
    </message>
    <message>
      <source>The outline is empty: there is nothing to keep.</source>
      <translation>輪郭が空です：残すものがありません。</translation>
    </message>
    <message>
      <source>Mark the inside, or leave with Escape.</source>
      <translation>内側をマークするか、Esc で離れます。</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>停止しました。</translation>
    </message>
    <message>
      <source>The mark stays: mark again, or take it back.</source>
      <translation>マークは残ります：もう一度マークするか、取り消してください。</translation>
    </message>
    <message>
      <source>Radiomics</source>
      <translation>ラジオミクス</translation>
    </message>
    <message>
      <source>No segment is in hand.</source>
      <translation>扱っているセグメントはありません。</translation>
    </message>
    <message>
      <source>Click its name in the list.</source>
      <translation>リストで名前をクリックしてください。</translation>
    </message>
    <message>
      <source>No segments are on the images.</source>
      <translation>画像上にセグメントはありません。</translation>
    </message>
    <message>
      <source>Segments on the clipboard, as a table: {count}.</source>
      <translation>セグメントを表としてクリップボードにコピーしました：{count}。</translation>
    </message>
    <message>
      <source>Measure on them by hand.</source>
      <translation>画像上で手動で計測してください。</translation>
    </message>
    <message>
      <source>There is no report that could be changed.</source>
      <translation>変更できるレポートはありません。</translation>
    </message>
    <message>
      <source>Draft it (Ctrl+D), or start an addendum.</source>
      <translation>下書きする (Ctrl+D) か、追記を始めてください。</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) or in two directions (Shift+R), then press F.</source>
      <translation>定規 (R) または二方向 (Shift+R) で計測し、F を押します。</translation>
    </message>
    <message>
      <source>Undo, or reject one of them.</source>
      <translation>元に戻すか、一方を却下してください。</translation>
    </message>
    <message>
      <source>Its value can be copied with the table.</source>
      <translation>値は表と一緒にコピーできます。</translation>
    </message>
    <message>
      <source>Measurements on the clipboard, as a table: {count}.</source>
      <translation>クリップボードに表として入った計測：{count}。</translation>
    </message>
    <message>
      <source>It is a finding already.</source>
      <translation>すでに所見になっています。</translation>
    </message>
    <message>
      <source>What is selected has no size.</source>
      <translation>選択したものには大きさがありません。</translation>
    </message>
    <message>
      <source>There is no size that is not a finding yet.</source>
      <translation>所見になっていない大きさはありません。</translation>
    </message>
    <message>
      <source>This may be the {finding} already listed.</source>
      <translation>すでにある所見かもしれません：{finding}。</translation>
    </message>
    <message>
      <source>There is no size or angle to report: {kind}.</source>
      <translation>レポートに書く大きさや角度がありません：{kind}。</translation>
    </message>
    <message>
      <source>Add a model pack from a file</source>
      <translation>ファイルからモデルパックを追加</translation>
    </message>
    <message>
      <source>A folder of cases with references</source>
      <translation>正解付き症例のフォルダー</translation>
    </message>
    <message>
      <source>Accept the model</source>
      <translation>モデルを承認</translation>
    </message>
    <message>
      <source>Remove the model</source>
      <translation>モデルを除去</translation>
    </message>
    <message>
      <source>Add a model pack from a folder</source>
      <translation>フォルダーからモデルパックを追加</translation>
    </message>
    <message>
      <source>Install it marked so</source>
      <translation>その印を付けて追加</translation>
    </message>
    <message>
      <source>No series is open.</source>
      <translation>開いているシリーズはありません。</translation>
    </message>
    <message>
      <source>Open a study first.</source>
      <translation>先に検査を開いてください。</translation>
    </message>
    <message>
      <source>See Help, Models.</source>
      <translation>「ヘルプ」の「モデル」を参照。</translation>
    </message>
    <message>
      <source>No lungs were found by this model in this series.</source>
      <translation>このモデルはこのシリーズに肺を見つけませんでした。</translation>
    </message>
    <message>
      <source>Lung nodules are looked for inside lungs.</source>
      <translation>肺結節は肺の内側で探します。</translation>
    </message>
    <message>
      <source>made for: {parts}</source>
      <translation>対象:{parts}</translation>
    </message>
    <message>
      <source>Bring segmentations along</source>
      <translation>セグメンテーションを引き継ぐ</translation>
    </message>
    <message>
      <source>Bring along</source>
      <translation>引き継ぐ</translation>
    </message>
    <message>
      <source>More pictures of this series came after this was made: {names}.</source>
      <translation>これを作成した後にシリーズの画像が追加されました：{names}。</translation>
    </message>
    <message>
      <source>Export the reformat to</source>
      <translation>再構成の書き出し先</translation>
    </message>
    <message>
      <source>Export the reformat</source>
      <translation>再構成を書き出す</translation>
    </message>
    <message>
      <source>Lay the plane along the line flat</source>
      <translation>線に沿って断面を展開</translation>
    </message>
    <message>
      <source>Values over time</source>
      <translation>経時的な値</translation>
    </message>
    <message>
      <source>No line is selected.</source>
      <translation>線が選択されていません。</translation>
    </message>
    <message>
      <source>Draw one of several points (L), and select it.</source>
      <translation>複数点の線 (L) を描いて選択してください。</translation>
    </message>
    <message>
      <source>Follow the line</source>
      <translation>線に追従</translation>
    </message>
    <message>
      <source>1 picture is in {folder}.</source>
      <translation>1 画像は {folder} にあります。</translation>
    </message>
    <message>
      <source>{count} pictures are in {folder}.</source>
      <translation>画像 {count} 枚は {folder} にあります。</translation>
    </message>
    <message>
      <source>Export to</source>
      <translation>書き出し先</translation>
    </message>
    <message>
      <source>Export the corrections of drafts</source>
      <translation>下書きの修正を書き出す</translation>
    </message>
    <message>
      <source>Put the cursor into a sentence of the report first.</source>
      <translation>先にレポートの文にカーソルを置いてください。</translation>
    </message>
    <message>
      <source>Nothing was measured on an accepted finding.</source>
      <translation>採用した所見に計測がありません。</translation>
    </message>
    <message>
      <source>Measure one and accept it, then try again.</source>
      <translation>一つ計測して採用してから、もう一度試してください。</translation>
    </message>
    <message>
      <source>Draft and final text of 1 signed report, without names and dates; pairs of sentences: {pairs}</source>
      <translation>署名済みレポート 1 件の下書きと最終文（氏名・日付なし）、文の対：{pairs}</translation>
    </message>
    <message>
      <source>Draft and final text of {count} signed reports, without names and dates; pairs of sentences: {pairs}</source>
      <translation>署名済みレポート {count} 件の下書きと最終文（氏名・日付なし）、文の対：{pairs}</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back?</source>
      <translation>誰にどう伝え、復唱されましたか？</translation>
    </message>
    <message>
      <source>This report has no critical result.</source>
      <translation>このレポートに重大な結果はありません。</translation>
    </message>
    <message>
      <source>The list is resources/terms/critical.toml.</source>
      <translation>一覧は resources/terms/critical.toml です。</translation>
    </message>
    <message>
      <source>Signed.</source>
      <translation>署名しました。</translation>
    </message>
    <message>
      <source>Ctrl+Shift+C copies it as text; Ctrl+E writes PDF and DICOM.</source>
      <translation>Ctrl+Shift+C で文字としてコピー、Ctrl+E で PDF と DICOM を書き出します。</translation>
    </message>
    <message>
      <source>The signed report is on the clipboard.</source>
      <translation>署名済みレポートはクリップボードにあります。</translation>
    </message>
    <message>
      <source>Open the study and wait for its images first.</source>
      <translation>検査を開き、先に画像を待ってください。</translation>
    </message>
    <message>
      <source>No finding is accepted, so the report says that nothing was found.</source>
      <translation>採用された所見がないため、レポートには何も見つからなかったと書かれます。</translation>
    </message>
    <message>
      <source>Accept findings with Space.</source>
      <translation>スペースで所見を採用します。</translation>
    </message>
    <message>
      <source>Nothing stands in the way of signing.</source>
      <translation>署名を妨げるものはありません。</translation>
    </message>
    <message>
      <source>Segments share voxels: each is whole in one of several NIfTI files.</source>
      <translation>セグメントがボクセルを共有しています。各セグメントは複数の NIfTI ファイルのいずれかに丸ごと入ります。</translation>
    </message>
    <message>
      <source>Files to be written: {files}.</source>
      <translation>書き込むファイル数：{files}。</translation>
    </message>
    <message>
      <source>The file is not valid.</source>
      <translation>ファイルは無効です。</translation>
    </message>
    <message>
      <source>{wrong} of {count} files are not valid.</source>
      <translation>{count} 個のファイルのうち {wrong} 個が無効です。</translation>
    </message>
    <message>
      <source>{reasons} They are in {folder}.</source>
      <translation>{reasons} ファイルは {folder} にあります。</translation>
    </message>
    <message>
      <source>1 file written and read back:</source>
      <translation>1 個のファイルを書き込み、読み返しました：</translation>
    </message>
    <message>
      <source>{count} files written and read back:</source>
      <translation>{count} 個のファイルを書き込み、読み戻しました：</translation>
    </message>
    <message>
      <source>What was found, and where?</source>
      <translation>何がどこに見つかりましたか？</translation>
    </message>
    <message>
      <source>What is this segment?</source>
      <translation>このセグメントは何ですか。</translation>
    </message>
    <message>
      <source>Which values is it to hold instead of what it holds? From, to</source>
      <translation>現在の内容の代わりにどの値を含めますか？ 下限、上限</translation>
    </message>
    <message>
      <source>Otsu's threshold</source>
      <translation>大津のしきい値</translation>
    </message>
    <message>
      <source>Remove islands smaller than how many ml?</source>
      <translation>何 ml 未満の島を取り除きますか？</translation>
    </message>
    <message>
      <source>Split islands</source>
      <translation>島を分ける</translation>
    </message>
    <message>
      <source>How many millimetres larger? With a minus, smaller</source>
      <translation>何ミリ大きくしますか？マイナスで小さく</translation>
    </message>
    <message>
      <source>How many millimetres thick is the wall?</source>
      <translation>壁の厚さは何ミリですか？</translation>
    </message>
    <message>
      <source>Measure the segments</source>
      <translation>セグメントを計測</translation>
    </message>
    <message>
      <source>Grow a region</source>
      <translation>領域を拡張</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>しきい値</translation>
    </message>
    <message>
      <source>Remove small islands</source>
      <translation>小さい島を除く</translation>
    </message>
    <message>
      <source>Margin</source>
      <translation>余白</translation>
    </message>
    <message>
      <source>Hollow</source>
      <translation>中空にする</translation>
    </message>
    <message>
      <source>Over how many millimetres?</source>
      <translation>何ミリの範囲で？</translation>
    </message>
    <message>
      <source>There is no other segment to combine it with.</source>
      <translation>組み合わせる別のセグメントがありません。</translation>
    </message>
    <message>
      <source>Click its name in the list, or begin a new one.</source>
      <translation>リストで名前をクリックするか、新しく始めてください。</translation>
    </message>
    <message>
      <source>The segment now holds all above {value}.</source>
      <translation>セグメントは {value} を超える部分をすべて含むようになりました。</translation>
    </message>
    <message>
      <source>Fill holes</source>
      <translation>穴を埋める</translation>
    </message>
    <message>
      <source>Smooth</source>
      <translation>平滑化</translation>
    </message>
    <message>
      <source>Fill between slices</source>
      <translation>スライス間を埋める</translation>
    </message>
    <message>
      <source>Undo it and let values differ less, or set the reach higher.</source>
      <translation>元に戻して許容差を小さくするか、範囲を大きくしてください。</translation>
    </message>
    <message>
      <source>The template requires this line.</source>
      <translation>この行はテンプレートで必須です。</translation>
    </message>
    <message>
      <source>Write there that it does not apply, if so.</source>
      <translation>該当しない場合はその旨を記入してください。</translation>
    </message>
    <message>
      <source>Read the mask</source>
      <translation>マスクを読む</translation>
    </message>
    <message>
      <source>The file names no mask: frame 1 is subtracted.</source>
      <translation>ファイルにマスクの指定がないため、フレーム1を差し引きました。</translation>
    </message>
    <message>
      <source>Another frame becomes the mask by its own command in the menu View, Films.</source>
      <translation>別のフレームは「表示」メニューの動画の項目でマスクにできます。</translation>
    </message>
    <message>
      <source>Read the elements</source>
      <translation>要素を読む</translation>
    </message>
    <message>
      <source>Import segments (NRRD or NIfTI label map, STL surfaces)</source>
      <translation>セグメントを読み込む（NRRD または NIfTI のラベルマップ、STL のサーフェス）</translation>
    </message>
    <message>
      <source>Import segments</source>
      <translation>セグメントを読み込む</translation>
    </message>
    <message>
      <source>Several label maps cannot be imported at once.</source>
      <translation>複数のラベルマップを一度に読み込むことはできません。</translation>
    </message>
    <message>
      <source>Choose one of them, or several STL surfaces.</source>
      <translation>いずれか 1 つ、または複数の STL サーフェスを選んでください。</translation>
    </message>
    <message>
      <source>DICOM segmentations and structure sets are imported as files of the study.</source>
      <translation>DICOM セグメンテーションと構造セットは検査のファイルとして読み込まれます。</translation>
    </message>
    <message>
      <source>1 segment of {name} is on the pictures.</source>
      <translation>{name} のセグメント 1 個が画像に重なっています。</translation>
    </message>
    <message>
      <source>{count} segments of {name} are on the pictures.</source>
      <translation>{name} のセグメント {count} 個が画像に重なっています。</translation>
    </message>
    <message>
      <source>This template has no structures to be marked as reviewed.</source>
      <translation>このテンプレートには確認済みにできる構造がありません。</translation>
    </message>
    <message>
      <source>Choose another template in the menu Report.</source>
      <translation>レポートメニューで別のテンプレートを選んでください。</translation>
    </message>
    <message>
      <source>Nothing is left to fill in.</source>
      <translation>記入する箇所は残っていません。</translation>
    </message>
    <message>
      <source>Moving picture (GIF)</source>
      <translation>動く画像 (GIF)</translation>
    </message>
    <message>
      <source>turns without end, for slides and messages</source>
      <translation>終わりなく回転、スライドやメッセージ用</translation>
    </message>
    <message>
      <source>Film (AVI)</source>
      <translation>動画 (AVI)</translation>
    </message>
    <message>
      <source>three turns, for players of films</source>
      <translation>3回転、動画プレーヤー用</translation>
    </message>
    <message>
      <source>Export the turntable to</source>
      <translation>回転の書き出し先</translation>
    </message>
    <message>
      <source>Export the turntable</source>
      <translation>回転を書き出す</translation>
    </message>
    <message>
      <source>There are no visible segments.</source>
      <translation>見えるセグメントはありません。</translation>
    </message>
    <message>
      <source>Segment the series, or show the segments (G).</source>
      <translation>シリーズをセグメンテーションするか、セグメントを表示 (G) してください。</translation>
    </message>
    <message>
      <source>The scissors took nothing away.</source>
      <translation>はさみは何も切りませんでした。</translation>
    </message>
    <message>
      <source>There is no volume to show in 3D.</source>
      <translation>3D で表示するボリュームがありません。</translation>
    </message>
    <message>
      <source>Open a series of slices.</source>
      <translation>スライスのシリーズを開いてください。</translation>
    </message>
    <message>
      <source>3D is not there yet.</source>
      <translation>3D はまだ準備中です。</translation>
    </message>
    <message>
      <source>Show the 3D view (M) and wait a moment.</source>
      <translation>3D 表示 (M) を出して少しお待ちください。</translation>
    </message>
    <message>
      <source>One turn is in {path}.</source>
      <translation>1 回転分は {path} にあります。</translation>
    </message>
    <message>
      <source>Keys 1, 2 and 0 work here.</source>
      <translation>ここではキー 1、2、0 が使えます。</translation>
    </message>
    <message>
      <source>The file has no other window.</source>
      <translation>ファイルに別のウィンドウはありません。</translation>
    </message>
    <message>
      <source>The number keys have more.</source>
      <translation>数字キーには他にもあります。</translation>
    </message>
    <message>
      <source>CT in stored values</source>
      <translation>保存値のままの CT</translation>
    </message>
    <message>
      <source>not CT</source>
      <translation>CT ではない</translation>
    </message>
    <message>
      <source>Key {key} is a window in Hounsfield units; this is {unit}.</source>
      <translation>キー {key} はハウンスフィールド単位のウィンドウです。これは{unit}です。</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>ウィンドウ</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>色</translation>
    </message>
    <message>
      <source>Films</source>
      <translation>動画</translation>
    </message>
    <message>
      <source>Reformats</source>
      <translation>再構成</translation>
    </message>
    <message>
      <source>Fusion</source>
      <translation>フュージョン</translation>
    </message>
    <message>
      <source>Panels</source>
      <translation>パネル</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>検査</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>編集</translation>
    </message>
    <message>
      <source>View</source>
      <translation>表示</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>計測</translation>
    </message>
    <message>
      <source>3D</source>
      <translation>3D</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>ヘルプ</translation>
    </message>
    <message>
      <source>Start the decoders</source>
      <translation>デコーダーを起動</translation>
    </message>
    <message>
      <source>Back up the library</source>
      <translation>ライブラリを予備保存</translation>
    </message>
    <message>
      <source>Open one from the worklist.</source>
      <translation>ワークリストから開いてください。</translation>
    </message>
    <message>
      <source>Stopped: {what}.</source>
      <translation>停止しました：{what}。</translation>
    </message>
    <message>
      <source>How much of the colour is seen</source>
      <translation>色の見える度合い</translation>
    </message>
    <message>
      <source>{name} view</source>
      <translation>{name}表示</translation>
    </message>
    <message>
      <source>{count} volumes</source>
      <translation>{count} ボリューム</translation>
    </message>
    <message>
      <source>Series</source>
      <translation>シリーズ</translation>
    </message>
    <message>
      <source>ruler</source>
      <translation>定規</translation>
    </message>
    <message>
      <source>polyline</source>
      <translation>折れ線</translation>
    </message>
    <message>
      <source>bidirectional</source>
      <translation>二方向</translation>
    </message>
    <message>
      <source>angle</source>
      <translation>角度</translation>
    </message>
    <message>
      <source>cobb angle</source>
      <translation>コブ角</translation>
    </message>
    <message>
      <source>rectangle</source>
      <translation>長方形</translation>
    </message>
    <message>
      <source>ellipse</source>
      <translation>楕円</translation>
    </message>
    <message>
      <source>freehand</source>
      <translation>フリーハンド</translation>
    </message>
    <message>
      <source>spline</source>
      <translation>スプライン</translation>
    </message>
    <message>
      <source>livewire</source>
      <translation>ライブワイヤ</translation>
    </message>
    <message>
      <source>arrow</source>
      <translation>矢印</translation>
    </message>
    <message>
      <source>text</source>
      <translation>文字</translation>
    </message>
    <message>
      <source>probe</source>
      <translation>値</translation>
    </message>
    <message>
      <source>vertebra</source>
      <translation>椎体</translation>
    </message>
    <message>
      <source>calibration</source>
      <translation>校正</translation>
    </message>
    <message>
      <source>brush</source>
      <translation>ブラシ</translation>
    </message>
    <message>
      <source>eraser</source>
      <translation>消しゴム</translation>
    </message>
    <message>
      <source>scissors</source>
      <translation>はさみ</translation>
    </message>
    <message>
      <source>grow region</source>
      <translation>領域拡張</translation>
    </message>
    <message>
      <source>fill region</source>
      <translation>領域塗りつぶし</translation>
    </message>
    <message>
      <source>turn planes</source>
      <translation>断面回転</translation>
    </message>
    <message>
      <source>select</source>
      <translation>選択</translation>
    </message>
    <message>
      <source>crosshair</source>
      <translation>十字線</translation>
    </message>
    <message>
      <source>window level</source>
      <translation>ウィンドウ幅とレベル</translation>
    </message>
    <message>
      <source>region window</source>
      <translation>領域ウィンドウ</translation>
    </message>
    <message>
      <source>pan</source>
      <translation>移動</translation>
    </message>
    <message>
      <source>zoom</source>
      <translation>拡大</translation>
    </message>
    <message>
      <source>scroll</source>
      <translation>スクロール</translation>
    </message>
    <message>
      <source>CPU ray casting</source>
      <translation>CPU レイキャスト</translation>
    </message>
    <message>
      <source>scissors: draw around what goes</source>
      <translation>はさみ：取り除く部分を囲む</translation>
    </message>
    <message>
      <source>coarse</source>
      <translation>粗い</translation>
    </message>
    <message>
      <source>gap {size} mm</source>
      <translation>間隔 {size} mm</translation>
    </message>
    <message>
      <source>{count} y</source>
      <translation>{count} 歳</translation>
    </message>
    <message>
      <source>{count} mo</source>
      <translation>{count} か月</translation>
    </message>
    <message>
      <source>thickness {size} mm</source>
      <translation>厚さ {size} mm</translation>
    </message>
    <message>
      <source>step {size} mm</source>
      <translation>間隔 {size} mm</translation>
    </message>
    <message>
      <source>no name</source>
      <translation>名前なし</translation>
    </message>
    <message>
      <source>lossy</source>
      <translation>非可逆</translation>
    </message>
    <message>
      <source>as acquired</source>
      <translation>取得時のまま</translation>
    </message>
    <message>
      <source>resampled</source>
      <translation>再サンプル</translation>
    </message>
    <message>
      <source>Frame</source>
      <translation>フレーム</translation>
    </message>
    <message>
      <source>colour</source>
      <translation>カラー</translation>
    </message>
    <message>
      <source>contrast</source>
      <translation>造影剤</translation>
    </message>
    <message>
      <source>oblique</source>
      <translation>斜位</translation>
    </message>
    <message>
      <source>mirrored</source>
      <translation>鏡像</translation>
    </message>
    <message>
      <source>stored {number}</source>
      <translation>格納値 {number}</translation>
    </message>
    <message>
      <source>value {number}</source>
      <translation>値 {number}</translation>
    </message>
    <message>
      <source>padding: no picture</source>
      <translation>パディング：画像なし</translation>
    </message>
    <message>
      <source>shade {number} of 255</source>
      <translation>階調 {number} / 255</translation>
    </message>
    <message>
      <source>column {number}</source>
      <translation>列 {number}</translation>
    </message>
    <message>
      <source>row {number}</source>
      <translation>行 {number}</translation>
    </message>
    <message>
      <source>hot iron</source>
      <translation>ホットアイアン</translation>
    </message>
    <message>
      <source>PET</source>
      <translation>PET</translation>
    </message>
    <message>
      <source>PET 20 step</source>
      <translation>PET 20 段階</translation>
    </message>
    <message>
      <source>hot metal blue</source>
      <translation>ホットメタルブルー</translation>
    </message>
    <message>
      <source>rainbow</source>
      <translation>レインボー</translation>
    </message>
    <message>
      <source>spring</source>
      <translation>春（Spring）</translation>
    </message>
    <message>
      <source>summer</source>
      <translation>夏（Summer）</translation>
    </message>
    <message>
      <source>fall</source>
      <translation>秋（Fall）</translation>
    </message>
    <message>
      <source>winter</source>
      <translation>冬（Winter）</translation>
    </message>
    <message>
      <source>{lowest} to {highest}</source>
      <translation>{lowest} ～ {highest}</translation>
    </message>
    <message>
      <source>colour: no value</source>
      <translation>カラー：値なし</translation>
    </message>
    <message>
      <source>minus frame {numbers}</source>
      <translation>フレーム{numbers}を減算</translation>
    </message>
    <message>
      <source>mean {value}</source>
      <translation>平均 {value}</translation>
    </message>
    <message>
      <source>not subtracted</source>
      <translation>減算なし</translation>
    </message>
    <message>
      <source>mask moved {right} / {down} px</source>
      <translation>マスク移動 {right} / {down} px</translation>
    </message>
    <message>
      <source>colour: no values</source>
      <translation>カラー：値なし</translation>
    </message>
    <message>
      <source>peak {value}</source>
      <translation>ピーク {value}</translation>
    </message>
    <message>
      <source>max {value}</source>
      <translation>最大 {value}</translation>
    </message>
    <message>
      <source>left button, drag</source>
      <translation>左ボタンでドラッグ</translation>
    </message>
    <message>
      <source>the tool in hand (a click without one selects, or moves the crosshair)</source>
      <translation>手にしたツール（ツールなしのクリックは選択または十字線の移動）</translation>
    </message>
    <message>
      <source>turn the body</source>
      <translation>体を回す</translation>
    </message>
    <message>
      <source>right button, drag</source>
      <translation>右ボタンでドラッグ</translation>
    </message>
    <message>
      <source>window and level</source>
      <translation>ウィンドウ幅とレベル</translation>
    </message>
    <message>
      <source>magnify</source>
      <translation>拡大</translation>
    </message>
    <message>
      <source>middle button, drag</source>
      <translation>中ボタンでドラッグ</translation>
    </message>
    <message>
      <source>move the picture</source>
      <translation>画像を移動</translation>
    </message>
    <message>
      <source>wheel</source>
      <translation>ホイール</translation>
    </message>
    <message>
      <source>through the pictures</source>
      <translation>画像を送る</translation>
    </message>
    <message>
      <source>wheel + control</source>
      <translation>ホイール + Ctrl</translation>
    </message>
    <message>
      <source>wheel + shift</source>
      <translation>ホイール + Shift</translation>
    </message>
    <message>
      <source>a larger or smaller brush</source>
      <translation>ブラシの大小</translation>
    </message>
    <message>
      <source>wheel + control + shift</source>
      <translation>ホイール + Ctrl + Shift</translation>
    </message>
    <message>
      <source>a thicker or thinner slab</source>
      <translation>スラブの厚薄</translation>
    </message>
    <message>
      <source>left button, double click</source>
      <translation>左ボタンのダブルクリック</translation>
    </message>
    <message>
      <source>one view, or all four again</source>
      <translation>一つの表示、または四つに戻す</translation>
    </message>
    <message>
      <source>supported</source>
      <translation>裏付けあり</translation>
    </message>
    <message>
      <source>unsupported</source>
      <translation>裏付けなし</translation>
    </message>
    <message>
      <source>contradicted</source>
      <translation>矛盾</translation>
    </message>
    <message>
      <source>not checkable</source>
      <translation>照合不可</translation>
    </message>
    <message>
      <source>Draft report</source>
      <translation>レポートの下書き</translation>
    </message>
    <message>
      <source>Edit sentence</source>
      <translation>文の編集</translation>
    </message>
    <message>
      <source>Add sentence</source>
      <translation>文の追加</translation>
    </message>
    <message>
      <source>Remove sentence</source>
      <translation>文の削除</translation>
    </message>
    <message>
      <source>Check sentence</source>
      <translation>文の確認</translation>
    </message>
    <message>
      <source>Start addendum</source>
      <translation>追記の開始</translation>
    </message>
    <message>
      <source>Sign report</source>
      <translation>レポートへの署名</translation>
    </message>
    <message>
      <source>Insert a key image</source>
      <translation>キー画像の挿入</translation>
    </message>
    <message>
      <source>Bring back a version of the report</source>
      <translation>レポートの版を戻す</translation>
    </message>
    <message>
      <source>checked</source>
      <translation>確認済み</translation>
    </message>
    <message>
      <source>own words</source>
      <translation>自分の言葉</translation>
    </message>
    <message>
      <source>imported</source>
      <translation>取り込み済み</translation>
    </message>
    <message>
      <source>reading</source>
      <translation>読影中</translation>
    </message>
    <message>
      <source>drafted</source>
      <translation>下書き済み</translation>
    </message>
    <message>
      <source>signed</source>
      <translation>署名済み</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>不明</translation>
    </message>
    <message>
      <source>new</source>
      <translation>新規</translation>
    </message>
    <message>
      <source>larger</source>
      <translation>増大</translation>
    </message>
    <message>
      <source>stable</source>
      <translation>不変</translation>
    </message>
    <message>
      <source>smaller</source>
      <translation>縮小</translation>
    </message>
    <message>
      <source>resolved</source>
      <translation>消失</translation>
    </message>
    <message>
      <source>not comparable</source>
      <translation>比較不能</translation>
    </message>
    <message>
      <source>soft tissue</source>
      <translation>軟部</translation>
    </message>
    <message>
      <source>lung</source>
      <translation>肺</translation>
    </message>
    <message>
      <source>bone</source>
      <translation>骨</translation>
    </message>
    <message>
      <source>brain</source>
      <translation>脳</translation>
    </message>
    <message>
      <source>liver</source>
      <translation>肝</translation>
    </message>
    <message>
      <source>mediastinum</source>
      <translation>縦隔</translation>
    </message>
    <message>
      <source>angio</source>
      <translation>血管</translation>
    </message>
    <message>
      <source>stroke</source>
      <translation>脳卒中</translation>
    </message>
    <message>
      <source>full</source>
      <translation>全範囲</translation>
    </message>
    <message>
      <source>of a region</source>
      <translation>領域から</translation>
    </message>
    <message>
      <source>all of this picture</source>
      <translation>この画像全体</translation>
    </message>
    <message>
      <source>1 to 99 %</source>
      <translation>1～99 %</translation>
    </message>
    <message>
      <source>inverted</source>
      <translation>反転</translation>
    </message>
    <message>
      <source>inverse grey</source>
      <translation>反転グレー</translation>
    </message>
    <message>
      <source>linked</source>
      <translation>リンク</translation>
    </message>
    <message>
      <source>linked by picture</source>
      <translation>画像番号でリンク</translation>
    </message>
    <message>
      <source>linked as they stood</source>
      <translation>その位置でリンク</translation>
    </message>
    <message>
      <source>window</source>
      <translation>ウィンドウ</translation>
    </message>
    <message>
      <source>no mm: lengths in pixels</source>
      <translation>mm なし：長さはピクセル</translation>
    </message>
    <message>
      <source>≈ mm on the detector</source>
      <translation>≈ 検出器上の mm</translation>
    </message>
    <message>
      <source>≈ mm by magnification factor</source>
      <translation>≈ 拡大率による mm</translation>
    </message>
    <message>
      <source>mm from Pixel Spacing</source>
      <translation>mm は Pixel Spacing から</translation>
    </message>
    <message>
      <source>axial</source>
      <translation>軸位断</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>冠状断</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>矢状断</translation>
    </message>
    <message>
      <source>picture</source>
      <translation>画像</translation>
    </message>
    <message>
      <source>3D is being made.</source>
      <translation>3D を作成中です。</translation>
    </message>
    <message>
      <source>3D takes longer than usual: the computer is busy. Click here to stop it.</source>
      <translation>3D に通常より時間がかかっています。コンピューターが混み合っています。ここをクリックすると中止します。</translation>
    </message>
    <message>
      <source>3D was stopped. Click here to make it.</source>
      <translation>3D は中止されました。ここをクリックすると作成します。</translation>
    </message>
    <message>
      <source>3D stopped twice on this series and is off for it. The slices are not touched. Click here to try again.</source>
      <translation>このシリーズで 3D が二度停止したため、オフになっています。断面には影響ありません。ここをクリックすると再試行します。</translation>
    </message>
    <message>
      <source>any use; keep the licence text with copies</source>
      <translation>あらゆる用途可；複製にはライセンス文を残す</translation>
    </message>
    <message>
      <source>experimental: not accepted at this site</source>
      <translation>試験的：この施設では未承認</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>Distances</source>
      <translation>距離</translation>
    </message>
    <message>
      <source>This organ</source>
      <translation>この臓器</translation>
    </message>
    <message>
      <source>head</source>
      <translation>頭部</translation>
    </message>
    <message>
      <source>neck</source>
      <translation>頸部</translation>
    </message>
    <message>
      <source>chest</source>
      <translation>胸部</translation>
    </message>
    <message>
      <source>abdomen</source>
      <translation>腹部</translation>
    </message>
    <message>
      <source>legs</source>
      <translation>下肢</translation>
    </message>
    <message>
      <source>upper third</source>
      <translation>上部三分の一</translation>
    </message>
    <message>
      <source>middle third</source>
      <translation>中部三分の一</translation>
    </message>
    <message>
      <source>lower third</source>
      <translation>下部三分の一</translation>
    </message>
    <message>
      <source>definite</source>
      <translation>確実</translation>
    </message>
    <message>
      <source>probable</source>
      <translation>可能性が高い</translation>
    </message>
    <message>
      <source>possible</source>
      <translation>可能性あり</translation>
    </message>
    <message>
      <source>Bidirectional</source>
      <translation>二方向</translation>
    </message>
    <message>
      <source>Polyline</source>
      <translation>折れ線</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>領域</translation>
    </message>
    <message>
      <source>Spline</source>
      <translation>スプライン曲線</translation>
    </message>
    <message>
      <source>Probe</source>
      <translation>プローブ</translation>
    </message>
    <message>
      <source>Text note</source>
      <translation>テキスト注釈</translation>
    </message>
    <message>
      <source>Spine label</source>
      <translation>椎体名</translation>
    </message>
    <message>
      <source>Calibration</source>
      <translation>校正</translation>
    </message>
    <message>
      <source>series</source>
      <translation>シリーズ</translation>
    </message>
    <message>
      <source>vessels</source>
      <translation>血管</translation>
    </message>
    <message>
      <source>skin</source>
      <translation>皮膚</translation>
    </message>
    <message>
      <source>uptake</source>
      <translation>集積</translation>
    </message>
    <message>
      <source>MR tissue</source>
      <translation>MR 組織</translation>
    </message>
    <message>
      <source>MR vessels</source>
      <translation>MR 血管</translation>
    </message>
    <message>
      <source>3D stopped and was started again</source>
      <translation>3D が停止し、再起動しました</translation>
    </message>
    <message>
      <source>corrected</source>
      <translation>修正済み</translation>
    </message>
    <message>
      <source>passively accepted</source>
      <translation>未確認のまま採用</translation>
    </message>
    <message>
      <source>not attested</source>
      <translation>未判定</translation>
    </message>
    <message>
      <source>within minutes</source>
      <translation>数分以内</translation>
    </message>
    <message>
      <source>within hours</source>
      <translation>数時間以内</translation>
    </message>
    <message>
      <source>within days</source>
      <translation>数日以内</translation>
    </message>
  </context>
</TS>
