<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>Lightbox</name>
    <message>
      <source>Import folder</source>
      <translation>导入文件夹</translation>
    </message>
    <message>
      <source>Import files or zip</source>
      <translation>导入文件或 zip</translation>
    </message>
    <message>
      <source>Load the demonstration study</source>
      <translation>载入演示检查</translation>
    </message>
    <message>
      <source>What the last import refused or found odd</source>
      <translation>上次导入拒绝或发现异常的内容</translation>
    </message>
    <message>
      <source>Patients who may be one</source>
      <translation>可能为同一人的患者</translation>
    </message>
    <message>
      <source>The study is of another patient</source>
      <translation>此检查属于另一位患者</translation>
    </message>
    <message>
      <source>Open the selected study</source>
      <translation>打开所选检查</translation>
    </message>
    <message>
      <source>Worklist</source>
      <translation>工作列表</translation>
    </message>
    <message>
      <source>Search studies</source>
      <translation>搜索检查</translation>
    </message>
    <message>
      <source>What the study takes on disk</source>
      <translation>检查占用的磁盘空间</translation>
    </message>
    <message>
      <source>Archive the study to a folder</source>
      <translation>将检查归档到文件夹</translation>
    </message>
    <message>
      <source>Delete the study</source>
      <translation>删除检查</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>退出</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>重做</translation>
    </message>
    <message>
      <source>Select and move the crosshair</source>
      <translation>选择并移动十字线</translation>
    </message>
    <message>
      <source>Window and level</source>
      <translation>窗宽窗位</translation>
    </message>
    <message>
      <source>Window from a region: drag a box</source>
      <translation>按区域设窗：拖出矩形</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>平移</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>缩放</translation>
    </message>
    <message>
      <source>Scroll</source>
      <translation>翻页</translation>
    </message>
    <message>
      <source>Pointer left, faster while held</source>
      <translation>指针左移，按住加速</translation>
    </message>
    <message>
      <source>Pointer right, faster while held</source>
      <translation>指针右移，按住加速</translation>
    </message>
    <message>
      <source>Pointer up, faster while held</source>
      <translation>指针上移，按住加速</translation>
    </message>
    <message>
      <source>Pointer down, faster while held</source>
      <translation>指针下移，按住加速</translation>
    </message>
    <message>
      <source>Press the left button at the pointer, or let it go</source>
      <translation>在指针处按下左键，或松开</translation>
    </message>
    <message>
      <source>Ruler</source>
      <translation>标尺</translation>
    </message>
    <message>
      <source>Two directions at right angles (RECIST)</source>
      <translation>互相垂直的两个方向 (RECIST)</translation>
    </message>
    <message>
      <source>Length along a line</source>
      <translation>沿线长度</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>角度</translation>
    </message>
    <message>
      <source>Cobb angle</source>
      <translation>Cobb 角</translation>
    </message>
    <message>
      <source>Ellipse</source>
      <translation>椭圆</translation>
    </message>
    <message>
      <source>Rectangle</source>
      <translation>矩形</translation>
    </message>
    <message>
      <source>Region by hand</source>
      <translation>手绘区域</translation>
    </message>
    <message>
      <source>Region through points (spline)</source>
      <translation>过点区域（样条）</translation>
    </message>
    <message>
      <source>Region along edges (live wire)</source>
      <translation>沿边缘区域（智能套索）</translation>
    </message>
    <message>
      <source>Value at a point</source>
      <translation>某点的值</translation>
    </message>
    <message>
      <source>Arrow</source>
      <translation>箭头</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>文字</translation>
    </message>
    <message>
      <source>Names of vertebrae</source>
      <translation>椎体名称</translation>
    </message>
    <message>
      <source>Calibrate the picture by a known length</source>
      <translation>用已知长度校准图像</translation>
    </message>
    <message>
      <source>Take the last point away</source>
      <translation>撤去最后一点</translation>
    </message>
    <message>
      <source>Finish what is being drawn</source>
      <translation>结束当前绘制</translation>
    </message>
    <message>
      <source>Rename the measurement</source>
      <translation>重命名测量</translation>
    </message>
    <message>
      <source>Write the measurement into the report</source>
      <translation>将测量写入报告</translation>
    </message>
    <message>
      <source>Copy all measurements as a table</source>
      <translation>将所有测量复制为表格</translation>
    </message>
    <message>
      <source>Window: from the file; SUV 0 to 10</source>
      <translation>窗：来自文件；SUV 0 至 10</translation>
    </message>
    <message>
      <source>Window: soft tissue; percentiles</source>
      <translation>窗：软组织；百分位</translation>
    </message>
    <message>
      <source>Window: lung; SUV 0 to 5</source>
      <translation>窗：肺；SUV 0 至 5</translation>
    </message>
    <message>
      <source>Window: bone; SUV 0 to 7</source>
      <translation>窗：骨；SUV 0 至 7</translation>
    </message>
    <message>
      <source>Window: brain; SUV 0 to 15</source>
      <translation>窗：脑；SUV 0 至 15</translation>
    </message>
    <message>
      <source>Window: liver; SUV 0 to 20</source>
      <translation>窗：肝；SUV 0 至 20</translation>
    </message>
    <message>
      <source>Window: mediastinum; SUV 0 to 2.5</source>
      <translation>窗：纵隔；SUV 0 至 2.5</translation>
    </message>
    <message>
      <source>Window: angio; SUV 0 to 30</source>
      <translation>窗：血管；SUV 0 至 30</translation>
    </message>
    <message>
      <source>Window: stroke; SUV 0 to 50</source>
      <translation>窗：卒中；SUV 0 至 50</translation>
    </message>
    <message>
      <source>Window: full range</source>
      <translation>窗：全范围</translation>
    </message>
    <message>
      <source>Window: all values of this picture</source>
      <translation>窗：此图像的所有值</translation>
    </message>
    <message>
      <source>Next window of the file</source>
      <translation>文件的下一个窗</translation>
    </message>
    <message>
      <source>Colours: grey</source>
      <translation>颜色：灰度</translation>
    </message>
    <message>
      <source>Colours: hot iron</source>
      <translation>颜色：热铁 (Hot Iron)</translation>
    </message>
    <message>
      <source>Colours: PET</source>
      <translation>颜色：PET</translation>
    </message>
    <message>
      <source>Colours: PET 20 step</source>
      <translation>颜色：PET 20 级</translation>
    </message>
    <message>
      <source>Colours: hot metal blue</source>
      <translation>颜色：热金属蓝 (Hot Metal Blue)</translation>
    </message>
    <message>
      <source>Colours: rainbow</source>
      <translation>颜色：彩虹</translation>
    </message>
    <message>
      <source>Colours: spring</source>
      <translation>颜色：春</translation>
    </message>
    <message>
      <source>Colours: summer</source>
      <translation>颜色：夏</translation>
    </message>
    <message>
      <source>Colours: fall</source>
      <translation>颜色：秋</translation>
    </message>
    <message>
      <source>Colours: winter</source>
      <translation>颜色：冬</translation>
    </message>
    <message>
      <source>Reset the views</source>
      <translation>重置视图</translation>
    </message>
    <message>
      <source>Next picture</source>
      <translation>下一图像</translation>
    </message>
    <message>
      <source>Previous picture</source>
      <translation>上一图像</translation>
    </message>
    <message>
      <source>Ten pictures on</source>
      <translation>前进十幅图像</translation>
    </message>
    <message>
      <source>Ten pictures back</source>
      <translation>后退十幅图像</translation>
    </message>
    <message>
      <source>Next part of the series: phase, echo, time point, picture</source>
      <translation>序列的下一部分：期相、回波、时间点、图像</translation>
    </message>
    <message>
      <source>Part of the series before</source>
      <translation>序列的上一部分</translation>
    </message>
    <message>
      <source>One view or all</source>
      <translation>单个视图或全部</translation>
    </message>
    <message>
      <source>Show or hide segments</source>
      <translation>显示或隐藏分割段</translation>
    </message>
    <message>
      <source>Outlines only</source>
      <translation>仅轮廓</translation>
    </message>
    <message>
      <source>Show or hide marks and crosshair</source>
      <translation>显示或隐藏标记和十字线</translation>
    </message>
    <message>
      <source>Show or hide the presentation state</source>
      <translation>显示或隐藏呈现状态</translation>
    </message>
    <message>
      <source>Show or hide what shutters cover</source>
      <translation>显示或隐藏遮光器覆盖的部分</translation>
    </message>
    <message>
      <source>Show or hide drawings in the pictures (overlays of the file)</source>
      <translation>显示或隐藏图像中的绘图（文件的叠加层）</translation>
    </message>
    <message>
      <source>Magnifying glass at the pointer</source>
      <translation>指针处的放大镜</translation>
    </message>
    <message>
      <source>Stored value, value and shade at the pointer</source>
      <translation>指针处的存储值、值和灰度</translation>
    </message>
    <message>
      <source>True size: one millimetre is one millimetre on the screen</source>
      <translation>真实大小：一毫米在屏幕上即一毫米</translation>
    </message>
    <message>
      <source>DICOM elements of the picture</source>
      <translation>图像的 DICOM 元素</translation>
    </message>
    <message>
      <source>Mark the picture as a key image, or take the mark away</source>
      <translation>将图像标为关键图像，或取消标记</translation>
    </message>
    <message>
      <source>Mirror left and right</source>
      <translation>左右镜像</translation>
    </message>
    <message>
      <source>Mirror top and bottom</source>
      <translation>上下镜像</translation>
    </message>
    <message>
      <source>Turn to the right by 90°</source>
      <translation>向右旋转 90°</translation>
    </message>
    <message>
      <source>Turn to the left by 90°</source>
      <translation>向左旋转 90°</translation>
    </message>
    <message>
      <source>Next colour table: grey, hot iron, PET, ...</source>
      <translation>下一颜色表：灰度、热铁、PET、...</translation>
    </message>
    <message>
      <source>Invert</source>
      <translation>反相</translation>
    </message>
    <message>
      <source>Smooth or nearest pixels</source>
      <translation>平滑像素或最近像素</translation>
    </message>
    <message>
      <source>Drop the gesture, back to select</source>
      <translation>放弃手势，回到选择</translation>
    </message>
    <message>
      <source>Fold the series strip</source>
      <translation>折叠序列条</translation>
    </message>
    <message>
      <source>Fold findings and segments</source>
      <translation>折叠所见和分割段</translation>
    </message>
    <message>
      <source>Fold the report</source>
      <translation>折叠报告</translation>
    </message>
    <message>
      <source>Fold the running jobs</source>
      <translation>折叠运行中的任务</translation>
    </message>
    <message>
      <source>Next panel</source>
      <translation>下一面板</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>全屏</translation>
    </message>
    <message>
      <source>Play the pictures, or stop</source>
      <translation>播放图像或停止</translation>
    </message>
    <message>
      <source>Play the times of the series, or stop</source>
      <translation>播放序列的时间点或停止</translation>
    </message>
    <message>
      <source>Play faster</source>
      <translation>播放加快</translation>
    </message>
    <message>
      <source>Play slower</source>
      <translation>播放放慢</translation>
    </message>
    <message>
      <source>Play to and fro, or from the first again</source>
      <translation>往返播放，或从头循环</translation>
    </message>
    <message>
      <source>Subtract the mask (DSA), or show the frames</source>
      <translation>减去蒙片（DSA）或显示原帧</translation>
    </message>
    <message>
      <source>This frame is the mask to subtract</source>
      <translation>以此帧为蒙片</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the left</source>
      <translation>蒙片左移一个像素</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the right</source>
      <translation>蒙片右移一个像素</translation>
    </message>
    <message>
      <source>Move the mask a pixel up</source>
      <translation>蒙片上移一个像素</translation>
    </message>
    <message>
      <source>Move the mask a pixel down</source>
      <translation>蒙片下移一个像素</translation>
    </message>
    <message>
      <source>Three planes and 3D</source>
      <translation>三平面和 3D</translation>
    </message>
    <message>
      <source>Three planes</source>
      <translation>三平面</translation>
    </message>
    <message>
      <source>One viewer</source>
      <translation>一个视窗</translation>
    </message>
    <message>
      <source>Two side by side</source>
      <translation>两个并排</translation>
    </message>
    <message>
      <source>Two, one above the other</source>
      <translation>两个上下</translation>
    </message>
    <message>
      <source>Four viewers</source>
      <translation>四个视窗</translation>
    </message>
    <message>
      <source>Three side by side</source>
      <translation>三个并排</translation>
    </message>
    <message>
      <source>Six viewers</source>
      <translation>六个视窗</translation>
    </message>
    <message>
      <source>Nine viewers</source>
      <translation>九个视窗</translation>
    </message>
    <message>
      <source>Pictures of this series, 2 x 2</source>
      <translation>此序列的图像，2 x 2</translation>
    </message>
    <message>
      <source>Pictures of this series, 3 x 3</source>
      <translation>此序列的图像，3 x 3</translation>
    </message>
    <message>
      <source>Pictures of this series, 4 x 5</source>
      <translation>此序列的图像，4 x 5</translation>
    </message>
    <message>
      <source>Next viewer</source>
      <translation>下一视窗</translation>
    </message>
    <message>
      <source>Viewer before</source>
      <translation>上一视窗</translation>
    </message>
    <message>
      <source>Newest prior beside</source>
      <translation>旁边显示最近的既往检查</translation>
    </message>
    <message>
      <source>Choose a prior</source>
      <translation>选择既往检查</translation>
    </message>
    <message>
      <source>Second window, for another monitor</source>
      <translation>第二窗口，用于另一台显示器</translation>
    </message>
    <message>
      <source>Move this viewer to the other window</source>
      <translation>将此视窗移到另一个窗口</translation>
    </message>
    <message>
      <source>Scroll linked viewers together</source>
      <translation>链接的视窗一起翻页</translation>
    </message>
    <message>
      <source>Link viewers as they stand, or part them</source>
      <translation>按当前位置链接视窗，或解除</translation>
    </message>
    <message>
      <source>Move and magnify viewers together</source>
      <translation>视窗一起移动和缩放</translation>
    </message>
    <message>
      <source>One window for all viewers</source>
      <translation>所有视窗共用一个窗</translation>
    </message>
    <message>
      <source>Show or hide reference lines</source>
      <translation>显示或隐藏参考线</translation>
    </message>
    <message>
      <source>Hang by a protocol</source>
      <translation>按协议挂片</translation>
    </message>
    <message>
      <source>Save this layout as hanging protocol</source>
      <translation>将此布局保存为挂片协议</translation>
    </message>
    <message>
      <source>Hanging protocols</source>
      <translation>挂片协议</translation>
    </message>
    <message>
      <source>Align with the prior</source>
      <translation>与既往检查对齐</translation>
    </message>
    <message>
      <source>Align here: both crosshairs on one point</source>
      <translation>在此对齐：两个十字线在同一点</translation>
    </message>
    <message>
      <source>Bend onto the prior (deformable)</source>
      <translation>变形配准到既往检查（非刚性）</translation>
    </message>
    <message>
      <source>Take the bend away</source>
      <translation>去除变形</translation>
    </message>
    <message>
      <source>Lay the prior over: blend, difference, squares, off</source>
      <translation>叠加既往检查：混合、差值、棋盘、关闭</translation>
    </message>
    <message>
      <source>Nudge the prior to the left</source>
      <translation>将既往检查左移</translation>
    </message>
    <message>
      <source>Nudge the prior to the right</source>
      <translation>将既往检查右移</translation>
    </message>
    <message>
      <source>Nudge the prior up</source>
      <translation>将既往检查上移</translation>
    </message>
    <message>
      <source>Nudge the prior down</source>
      <translation>将既往检查下移</translation>
    </message>
    <message>
      <source>Remove the alignment with the prior</source>
      <translation>移除与既往检查的对齐</translation>
    </message>
    <message>
      <source>Compare lesions with the prior</source>
      <translation>与既往检查比较病灶</translation>
    </message>
    <message>
      <source>Pair the finding with a lesion of the prior</source>
      <translation>将所见与既往检查的病灶配对</translation>
    </message>
    <message>
      <source>Say that a lesion of the prior has resolved</source>
      <translation>说明既往检查的某病灶已消失</translation>
    </message>
    <message>
      <source>Choose RECIST targets</source>
      <translation>选择 RECIST 靶病灶</translation>
    </message>
    <message>
      <source>Turn the planes about the crosshair</source>
      <translation>绕十字线旋转平面</translation>
    </message>
    <message>
      <source>Straighten the planes</source>
      <translation>摆正平面</translation>
    </message>
    <message>
      <source>Slab: thin, MIP, MinIP, mean</source>
      <translation>厚层：薄、MIP、MinIP、平均</translation>
    </message>
    <message>
      <source>Thicker slab</source>
      <translation>加厚厚层</translation>
    </message>
    <message>
      <source>Thinner slab</source>
      <translation>减薄厚层</translation>
    </message>
    <message>
      <source>Fuse with another series, or end that</source>
      <translation>与另一序列融合，或结束</translation>
    </message>
    <message>
      <source>Fusion: more colour</source>
      <translation>融合：加深颜色</translation>
    </message>
    <message>
      <source>Fusion: less colour</source>
      <translation>融合：减淡颜色</translation>
    </message>
    <message>
      <source>Fusion: next window (SUV 0 to 5, 7, 10)</source>
      <translation>融合：下一个窗 (SUV 0 至 5、7、10)</translation>
    </message>
    <message>
      <source>Fusion: next colours</source>
      <translation>融合：下一组颜色</translation>
    </message>
    <message>
      <source>Lay the plane along the selected line flat, or go back</source>
      <translation>沿所选线展平平面，或返回</translation>
    </message>
    <message>
      <source>Values over time in the selected region or at the crosshair, or hide them</source>
      <translation>所选区域或十字线处随时间变化的数值，或将其隐藏</translation>
    </message>
    <message>
      <source>Export the pictures of this view as DICOM</source>
      <translation>将此视图的图像导出为 DICOM</translation>
    </message>
    <message>
      <source>3D: choose a look</source>
      <translation>3D：选择外观</translation>
    </message>
    <message>
      <source>3D: next look</source>
      <translation>3D：下一外观</translation>
    </message>
    <message>
      <source>3D: from the front</source>
      <translation>3D：从前面</translation>
    </message>
    <message>
      <source>3D: from the back</source>
      <translation>3D：从后面</translation>
    </message>
    <message>
      <source>3D: from the left</source>
      <translation>3D：从左侧</translation>
    </message>
    <message>
      <source>3D: from the right</source>
      <translation>3D：从右侧</translation>
    </message>
    <message>
      <source>3D: from the head</source>
      <translation>3D：从头侧</translation>
    </message>
    <message>
      <source>3D: from the feet</source>
      <translation>3D：从足侧</translation>
    </message>
    <message>
      <source>3D: segments as surfaces</source>
      <translation>3D：分割段显示为表面</translation>
    </message>
    <message>
      <source>3D: body, or segments alone</source>
      <translation>3D：身体，或仅分割段</translation>
    </message>
    <message>
      <source>3D: box to crop</source>
      <translation>3D：裁剪框</translation>
    </message>
    <message>
      <source>3D: cut at the plane of this view</source>
      <translation>3D：在此视图平面处切开</translation>
    </message>
    <message>
      <source>3D: scissors (Shift keeps what is inside)</source>
      <translation>3D：剪刀（Shift 保留内部）</translation>
    </message>
    <message>
      <source>3D: put back what the scissors took</source>
      <translation>3D：恢复剪刀剪去的部分</translation>
    </message>
    <message>
      <source>3D: export a turntable (GIF or film)</source>
      <translation>3D：导出旋转动画（GIF 或影片）</translation>
    </message>
    <message>
      <source>Segment this series</source>
      <translation>分割此序列</translation>
    </message>
    <message>
      <source>Segment this series, with uncertainty</source>
      <translation>分割此序列，带不确定度</translation>
    </message>
    <message>
      <source>Outline tissues and parts of the skeleton</source>
      <translation>勾画组织和骨骼各部分</translation>
    </message>
    <message>
      <source>Choose which segmentation or structure set is shown</source>
      <translation>选择显示哪个分割或结构集</translation>
    </message>
    <message>
      <source>Compare two segmentations</source>
      <translation>比较两个分割</translation>
    </message>
    <message>
      <source>End the comparison</source>
      <translation>结束比较</translation>
    </message>
    <message>
      <source>Find lung nodules</source>
      <translation>查找肺结节</translation>
    </message>
    <message>
      <source>Find focal lesions in outlined organs</source>
      <translation>在已勾画的器官中查找局灶性病变</translation>
    </message>
    <message>
      <source>Measure the cardiothoracic ratio</source>
      <translation>测量心胸比</translation>
    </message>
    <message>
      <source>Score findings on this radiograph</source>
      <translation>为此X线片上的所见评分</translation>
    </message>
    <message>
      <source>Accept the finding</source>
      <translation>接受所见</translation>
    </message>
    <message>
      <source>Delete the selected mark, or reject the finding</source>
      <translation>删除所选标记，或拒绝所见</translation>
    </message>
    <message>
      <source>Next finding</source>
      <translation>下一所见</translation>
    </message>
    <message>
      <source>Previous finding</source>
      <translation>上一所见</translation>
    </message>
    <message>
      <source>Measure the outline of the finding</source>
      <translation>测量所见的轮廓</translation>
    </message>
    <message>
      <source>Add a finding in words</source>
      <translation>用文字添加所见</translation>
    </message>
    <message>
      <source>Find in the images by words…</source>
      <translation>用文字在图像中查找…</translation>
    </message>
    <message>
      <source>Say what lies here, in words</source>
      <translation>用文字说明此处是什么</translation>
    </message>
    <message>
      <source>Take the frames of what was looked for off</source>
      <translation>移除查找结果的框</translation>
    </message>
    <message>
      <source>Make the measurement a finding</source>
      <translation>将测量作为所见</translation>
    </message>
    <message>
      <source>Outline a new structure by marks</source>
      <translation>用标记勾画新结构</translation>
    </message>
    <message>
      <source>Correct a structure by marks</source>
      <translation>用标记修正结构</translation>
    </message>
    <message>
      <source>Mark points</source>
      <translation>标记点</translation>
    </message>
    <message>
      <source>Mark by a box</source>
      <translation>用矩形标记</translation>
    </message>
    <message>
      <source>Mark by a scribble</source>
      <translation>用笔画标记</translation>
    </message>
    <message>
      <source>Mark by a lasso</source>
      <translation>用套索标记</translation>
    </message>
    <message>
      <source>Marks say what is inside</source>
      <translation>标记表示内部</translation>
    </message>
    <message>
      <source>Marks say what is outside</source>
      <translation>标记表示外部</translation>
    </message>
    <message>
      <source>Keep the marked structure</source>
      <translation>保留标记的结构</translation>
    </message>
    <message>
      <source>Leave the marked structure</source>
      <translation>离开标记的结构</translation>
    </message>
    <message>
      <source>New segment</source>
      <translation>新建分割段</translation>
    </message>
    <message>
      <source>New segmentation beside this one</source>
      <translation>在此旁新建分割</translation>
    </message>
    <message>
      <source>Brush</source>
      <translation>画笔</translation>
    </message>
    <message>
      <source>Eraser</source>
      <translation>橡皮</translation>
    </message>
    <message>
      <source>Scissors</source>
      <translation>剪刀</translation>
    </message>
    <message>
      <source>Grow a region from a click</source>
      <translation>从点击处生长区域</translation>
    </message>
    <message>
      <source>Fill a region of this slice</source>
      <translation>填充此切片的区域</translation>
    </message>
    <message>
      <source>Larger brush</source>
      <translation>更大画笔</translation>
    </message>
    <message>
      <source>Smaller brush</source>
      <translation>更小画笔</translation>
    </message>
    <message>
      <source>Brush: ball or disc</source>
      <translation>画笔：球或圆盘</translation>
    </message>
    <message>
      <source>Next segment</source>
      <translation>下一分割段</translation>
    </message>
    <message>
      <source>Segment before</source>
      <translation>上一分割段</translation>
    </message>
    <message>
      <source>Rename the segment</source>
      <translation>重命名分割段</translation>
    </message>
    <message>
      <source>Name from the standard, with code…</source>
      <translation>标准名称，带编码…</translation>
    </message>
    <message>
      <source>Colour of the segment…</source>
      <translation>分割段的颜色…</translation>
    </message>
    <message>
      <source>Lock or unlock the segment</source>
      <translation>锁定或解锁分割段</translation>
    </message>
    <message>
      <source>Hide or show the segment</source>
      <translation>隐藏或显示分割段</translation>
    </message>
    <message>
      <source>Show this segment alone, or all</source>
      <translation>仅显示此分割段，或全部显示</translation>
    </message>
    <message>
      <source>Delete the segment</source>
      <translation>删除分割段</translation>
    </message>
    <message>
      <source>Threshold…</source>
      <translation>阈值…</translation>
    </message>
    <message>
      <source>Threshold by Otsu's method</source>
      <translation>Otsu 法阈值</translation>
    </message>
    <message>
      <source>Grow from seeds</source>
      <translation>从种子生长</translation>
    </message>
    <message>
      <source>Margin…</source>
      <translation>边缘…</translation>
    </message>
    <message>
      <source>Hollow…</source>
      <translation>掏空…</translation>
    </message>
    <message>
      <source>Smooth…</source>
      <translation>平滑…</translation>
    </message>
    <message>
      <source>Fill holes…</source>
      <translation>填充空洞…</translation>
    </message>
    <message>
      <source>Fill between slices…</source>
      <translation>切片间填充…</translation>
    </message>
    <message>
      <source>Keep the largest island</source>
      <translation>保留最大岛</translation>
    </message>
    <message>
      <source>Remove small islands…</source>
      <translation>移除小岛…</translation>
    </message>
    <message>
      <source>Split islands into segments</source>
      <translation>将岛拆分为分割段</translation>
    </message>
    <message>
      <source>Add another segment…</source>
      <translation>加上另一分割段…</translation>
    </message>
    <message>
      <source>Subtract another segment…</source>
      <translation>减去另一分割段…</translation>
    </message>
    <message>
      <source>Keep what another segment shares…</source>
      <translation>保留与另一分割段共有部分…</translation>
    </message>
    <message>
      <source>Copy another segment…</source>
      <translation>复制另一分割段…</translation>
    </message>
    <message>
      <source>Import segments (NRRD, NIfTI, STL)…</source>
      <translation>导入分割（NRRD、NIfTI、STL）…</translation>
    </message>
    <message>
      <source>Export segments…</source>
      <translation>导出分割段…</translation>
    </message>
    <message>
      <source>Measure the segment</source>
      <translation>测量此分割</translation>
    </message>
    <message>
      <source>Copy the statistics of all segments as a table</source>
      <translation>将所有分割段的统计复制为表格</translation>
    </message>
    <message>
      <source>Radiomics of the segment, to the clipboard</source>
      <translation>此分割段的影像组学特征，复制到剪贴板</translation>
    </message>
    <message>
      <source>Measure all segments anew</source>
      <translation>重新测量所有分割段</translation>
    </message>
    <message>
      <source>Draft the report</source>
      <translation>起草报告</translation>
    </message>
    <message>
      <source>Mark the sentence as checked</source>
      <translation>将此句标为已核对</translation>
    </message>
    <message>
      <source>Insert the picture as a key image</source>
      <translation>将此图像作为关键图像插入</translation>
    </message>
    <message>
      <source>Describe this view by a language model</source>
      <translation>用语言模型描述此视图</translation>
    </message>
    <message>
      <source>Insert the table of measurements</source>
      <translation>插入测量表</translation>
    </message>
    <message>
      <source>Underline misspelt words</source>
      <translation>为拼写错误的词加下划线</translation>
    </message>
    <message>
      <source>Versions of the report</source>
      <translation>报告的各个版本</translation>
    </message>
    <message>
      <source>Summary for the patient and translation</source>
      <translation>患者摘要与翻译</translation>
    </message>
    <message>
      <source>Export the corrections of drafts without names</source>
      <translation>不含姓名导出草稿的修改</translation>
    </message>
    <message>
      <source>Next problem</source>
      <translation>下一问题</translation>
    </message>
    <message>
      <source>Log who was told of a critical result</source>
      <translation>记录危急结果告知了谁</translation>
    </message>
    <message>
      <source>Sign the report</source>
      <translation>签署报告</translation>
    </message>
    <message>
      <source>Start an addendum</source>
      <translation>开始补充报告</translation>
    </message>
    <message>
      <source>Copy the signed report as text</source>
      <translation>将已签署报告复制为文本</translation>
    </message>
    <message>
      <source>Export PDF and DICOM</source>
      <translation>导出 PDF 和 DICOM</translation>
    </message>
    <message>
      <source>Export PDF only</source>
      <translation>仅导出 PDF</translation>
    </message>
    <message>
      <source>Export DICOM SEG and SR only</source>
      <translation>仅导出 DICOM SEG 和 SR</translation>
    </message>
    <message>
      <source>Export segmentations as NIfTI</source>
      <translation>将分割导出为 NIfTI</translation>
    </message>
    <message>
      <source>Another template</source>
      <translation>其他模板</translation>
    </message>
    <message>
      <source>Language of the report</source>
      <translation>报告的语言</translation>
    </message>
    <message>
      <source>Mark structures as reviewed</source>
      <translation>将结构标记为已查看</translation>
    </message>
    <message>
      <source>Next line to fill in</source>
      <translation>下一个待填行</translation>
    </message>
    <message>
      <source>My short words and sentences</source>
      <translation>我的短语和句子</translation>
    </message>
    <message>
      <source>Import an MRRT template</source>
      <translation>导入 MRRT 模板</translation>
    </message>
    <message>
      <source>Calculators and guidelines</source>
      <translation>计算器和指南</translation>
    </message>
    <message>
      <source>All commands</source>
      <translation>所有命令</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>按键</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>Add a model from a file</source>
      <translation>从文件添加模型</translation>
    </message>
    <message>
      <source>Add a model from a folder</source>
      <translation>从文件夹添加模型</translation>
    </message>
    <message>
      <source>Change the reader's name</source>
      <translation>更改阅片者姓名</translation>
    </message>
    <message>
      <source>Dark colours</source>
      <translation>深色</translation>
    </message>
    <message>
      <source>High contrast</source>
      <translation>高对比度</translation>
    </message>
    <message>
      <source>Light colours</source>
      <translation>浅色</translation>
    </message>
    <message>
      <source>Larger text</source>
      <translation>放大文字</translation>
    </message>
    <message>
      <source>Smaller text</source>
      <translation>缩小文字</translation>
    </message>
    <message>
      <source>Text of the usual size</source>
      <translation>常规文字大小</translation>
    </message>
    <message>
      <source>Language of the window</source>
      <translation>窗口语言</translation>
    </message>
    <message>
      <source>About Lightbox</source>
      <translation>关于 Lightbox</translation>
    </message>
    <message>
      <source>There are no two segmentations of these images.</source>
      <translation>这些图像没有两个分割。</translation>
    </message>
    <message>
      <source>No two segmentations of this series share a structure.</source>
      <translation>此序列没有两个含有共同结构的分割。</translation>
    </message>
    <message>
      <source>No two segmentations are compared now.</source>
      <translation>目前没有在比较两个分割。</translation>
    </message>
    <message>
      <source>No study is open.</source>
      <translation>没有打开的检查。</translation>
    </message>
    <message>
      <source>Only a volume can be reformatted, once all of it is there.</source>
      <translation>只有完整载入的容积才能重组。</translation>
    </message>
    <message>
      <source>These pictures have colours of their own.</source>
      <translation>这些图像有自己的颜色。</translation>
    </message>
    <message>
      <source>No presentation state was made for these pictures.</source>
      <translation>这些图像没有呈现状态。</translation>
    </message>
    <message>
      <source>These pictures have no shutters.</source>
      <translation>这些图像没有遮光器。</translation>
    </message>
    <message>
      <source>There is only one picture.</source>
      <translation>只有一幅图像。</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values is played over time.</source>
      <translation>只有含多个时间点、时相或 b 值的序列才能按时间播放。</translation>
    </message>
    <message>
      <source>No model that scores findings is installed. Add one under Help, Models.</source>
      <translation>未安装可为所见评分的模型。请在“帮助”→“模型”中添加。</translation>
    </message>
    <message>
      <source>No images are open.</source>
      <translation>没有打开的图像。</translation>
    </message>
    <message>
      <source>Findings are scored on radiographs (CR or DX).</source>
      <translation>所见评分用于X线片（CR或DX）。</translation>
    </message>
    <message>
      <source>No prior stands beside the study, or its pictures make no volume.</source>
      <translation>检查旁没有既往检查，或其图像不构成容积。</translation>
    </message>
    <message>
      <source>No prior stands beside the study and is aligned with it.</source>
      <translation>检查旁没有已配准的既往检查。</translation>
    </message>
    <message>
      <source>No lesions were compared with a prior.</source>
      <translation>尚未与既往检查比较病灶。</translation>
    </message>
    <message>
      <source>No lesion of a prior that was compared has gone.</source>
      <translation>已比较的既往检查中没有病灶消失。</translation>
    </message>
    <message>
      <source>No language model that reads pictures is installed.</source>
      <translation>未安装能读取图像的语言模型。</translation>
    </message>
    <message>
      <source>There is no report of this study yet.</source>
      <translation>此检查尚无报告。</translation>
    </message>
    <message>
      <source>Nothing that was looked for is framed.</source>
      <translation>没有框出任何查找结果。</translation>
    </message>
    <message>
      <source>The library has no earlier study of this patient.</source>
      <translation>库中没有该患者更早的检查。</translation>
    </message>
    <message>
      <source>No images of a volume are open.</source>
      <translation>没有打开容积图像。</translation>
    </message>
    <message>
      <source>These pictures make no volume: structures are marked in volumes.</source>
      <translation>这些图像不构成容积：结构需在容积中标记。</translation>
    </message>
    <message>
      <source>The finding in hand has no outline on these images.</source>
      <translation>当前所见在这些图像上没有轮廓。</translation>
    </message>
    <message>
      <source>Only pictures without millimetres of their own are calibrated by hand.</source>
      <translation>只有自身没有毫米刻度的图像才手动校准。</translation>
    </message>
    <message>
      <source>These pictures make no volume: models cannot read them.</source>
      <translation>这些图像不构成容积：模型无法读取。</translation>
    </message>
    <message>
      <source>This is CT in stored values, not in Hounsfield units: models cannot read it.</source>
      <translation>这是以存储值而非亨氏单位表示的 CT：模型无法读取。</translation>
    </message>
    <message>
      <source>No model on this machine measures hearts.</source>
      <translation>本机上没有测量心脏的模型。</translation>
    </message>
    <message>
      <source>The heart is measured on radiographs of the chest (CR or DX).</source>
      <translation>心脏在胸部 X 线片（CR 或 DX）上测量。</translation>
    </message>
    <message>
      <source>Draw a line of several points (L) in a volume, and select it.</source>
      <translation>请在容积中绘制多点折线 (L) 并选中它。</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values has a curve.</source>
      <translation>只有含多个时间点、时相或 b 值的序列才有曲线。</translation>
    </message>
    <message>
      <source>Segments are drawn on volumes: CT, MR or PET slices that lie side by side.</source>
      <translation>分割须在容积上绘制：相邻的 CT、MR 或 PET 层面。</translation>
    </message>
    <message>
      <source>Choose a segment in the list first, or begin one.</source>
      <translation>请先在列表中选择一个分割，或新建一个。</translation>
    </message>
    <message>
      <source>Masks are subtracted from films of angiography and fluoroscopy, once all of a film is there.</source>
      <translation>蒙片只能从血管造影和透视的动态序列中减去，且须全部加载完毕。</translation>
    </message>
    <message>
      <source>No mask is subtracted now.</source>
      <translation>当前没有减去蒙片。</translation>
    </message>
    <message>
      <source>For research and demonstration. Lightbox is not a medical device and must not be used for diagnosis.</source>
      <translation>用于研究和演示。Lightbox 不是医疗器械，不得用于诊断。</translation>
    </message>
    <message>
      <source>An offline radiology workstation. It reads DICOM studies, shows them, outlines and measures structures on this machine, drafts the report from what was measured and checks every sentence against its evidence. It opens no network connection.</source>
      <translation>离线放射工作站。它读取并显示 DICOM 检查，在本机勾画和测量结构，根据测量结果起草报告，并对照依据核对每个句子。它不打开任何网络连接。</translation>
    </message>
    <message>
      <source>Apache License 2.0. The models have licences of their own: see Models.</source>
      <translation>Apache License 2.0。模型各有其许可证：见“模型”。</translation>
    </message>
    <message>
      <source>from source</source>
      <translation>来自源代码</translation>
    </message>
    <message>
      <source>summary for the patient</source>
      <translation>患者摘要</translation>
    </message>
    <message>
      <source>translation of the report</source>
      <translation>报告的翻译</translation>
    </message>
    <message>
      <source>What is shown</source>
      <translation>所示内容</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>语言</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <source>Not part of the report</source>
      <translation>不属于报告</translation>
    </message>
    <message>
      <source>Not part of the report: it is not signed, not exported and not kept.</source>
      <translation>不属于报告：不签名、不导出、不保存。</translation>
    </message>
    <message>
      <source>First and last name</source>
      <translation>名和姓</translation>
    </message>
    <message>
      <source>Keep this name</source>
      <translation>保留此姓名</translation>
    </message>
    <message>
      <source>Who is reading? The name stands under reports and in the log of edits.</source>
      <translation>谁在阅片？姓名会出现在报告下方和编辑日志中。</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>Drop</source>
      <translation>放弃</translation>
    </message>
    <message>
      <source>Still asked for</source>
      <translation>仍需</translation>
    </message>
    <message>
      <source>CALCULATORS</source>
      <translation>计算器</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Fold this panel</source>
      <translation>折叠此面板</translation>
    </message>
    <message>
      <source>A name, an organ, a word: nodule</source>
      <translation>名称、器官或词语：结节</translation>
    </message>
    <message>
      <source>Search calculators</source>
      <translation>搜索计算器</translation>
    </message>
    <message>
      <source>Calculators</source>
      <translation>计算器</translation>
    </message>
    <message>
      <source>All calculators</source>
      <translation>所有计算器</translation>
    </message>
    <message>
      <source>Insert into report</source>
      <translation>插入报告</translation>
    </message>
    <message>
      <source>COMPARISON</source>
      <translation>比较</translation>
    </message>
    <message>
      <source>Lesions compared with a prior</source>
      <translation>与既往检查比较的病灶</translation>
    </message>
    <message>
      <source>VDT {days} d</source>
      <translation>VDT {days} 天</translation>
    </message>
    <message>
      <source>a target lesion of RECIST 1.1</source>
      <translation>RECIST 1.1 靶病灶</translation>
    </message>
    <message>
      <source>volume doubling time (VDT) {days} days</source>
      <translation>体积倍增时间 (VDT) {days} 天</translation>
    </message>
    <message>
      <source>1 day since the prior</source>
      <translation>距既往检查 1 天</translation>
    </message>
    <message>
      <source>{count} days since the prior</source>
      <translation>距既往检查 {count} 天</translation>
    </message>
    <message>
      <source>{mm} mm from where the alignment expects it</source>
      <translation>距对齐预期位置 {mm} mm</translation>
    </message>
    <message>
      <source>✓ {name}: {told}</source>
      <translation>✓ {name}：{told}（已记录）</translation>
    </message>
    <message>
      <source>‼ Critical: {name}. Tell somebody {within}.</source>
      <translation>‼ 危急：{name}。请在{within}告知相关人员。</translation>
    </message>
    <message>
      <source>Go to the sentence or the finding</source>
      <translation>转到句子或所见</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back</source>
      <translation>告知了谁、方式、是否复述</translation>
    </message>
    <message>
      <source>Go</source>
      <translation>转到</translation>
    </message>
    <message>
      <source>Log again</source>
      <translation>再次记录</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>记录</translation>
    </message>
    <message>
      <source>Previous page (Page Up)</source>
      <translation>上一页 (Page Up)</translation>
    </message>
    <message>
      <source>Next page (Page Down)</source>
      <translation>下一页 (Page Down)</translation>
    </message>
    <message>
      <source>Save as a file</source>
      <translation>另存为文件</translation>
    </message>
    <message>
      <source>Document</source>
      <translation>文档</translation>
    </message>
    <message>
      <source>Documents</source>
      <translation>文档</translation>
    </message>
    <message>
      <source>Page {page} of {pages}</source>
      <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>上一个</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>下一个</translation>
    </message>
    <message>
      <source>{number} of {count}: {name}</source>
      <translation>{number} / {count}：{name}</translation>
    </message>
    <message>
      <source>FINDINGS</source>
      <translation>所见</translation>
    </message>
    <message>
      <source>Merge the selected findings (Ctrl+click selects several)</source>
      <translation>合并所选所见（Ctrl+单击可选多个）</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>所见</translation>
    </message>
    <message>
      <source>No findings yet.</source>
      <translation>尚无所见。</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) and press F to add one.</source>
      <translation>用标尺 (R) 测量并按 F 添加。</translation>
    </message>
    <message>
      <source>Accept this finding (Space)</source>
      <translation>接受此所见（空格）</translation>
    </message>
    <message>
      <source>Reject this finding (Delete)</source>
      <translation>拒绝此所见 (Delete)</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>添加</translation>
    </message>
    <message>
      <source>Merge</source>
      <translation>合并</translation>
    </message>
    <message>
      <source>{proposed} proposed</source>
      <translation>{proposed} 个待定</translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>接受</translation>
    </message>
    <message>
      <source>Reject</source>
      <translation>拒绝</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>是什么</translation>
    </message>
    <message>
      <source>Organ</source>
      <translation>器官</translation>
    </message>
    <message>
      <source>Side</source>
      <translation>侧别</translation>
    </message>
    <message>
      <source>Third of the organ</source>
      <translation>器官的三分之一</translation>
    </message>
    <message>
      <source>How certain</source>
      <translation>确定程度</translation>
    </message>
    <message>
      <source>no side</source>
      <translation>无侧别</translation>
    </message>
    <message>
      <source>Confirm</source>
      <translation>确认</translation>
    </message>
    <message>
      <source>experimental</source>
      <translation>实验性</translation>
    </message>
    <message>
      <source>{reviewed} reviewed</source>
      <translation>{reviewed} 个已审阅</translation>
    </message>
    <message>
      <source>no third</source>
      <translation>不分段</translation>
    </message>
    <message>
      <source>Text of the hanging protocol</source>
      <translation>挂片协议的文本</translation>
    </message>
    <message>
      <source>Save as my own</source>
      <translation>另存为我的</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>used when a study opens</source>
      <translation>打开检查时使用</translation>
    </message>
    <message>
      <source>used when asked for</source>
      <translation>需要时使用</translation>
    </message>
    <message>
      <source>my own</source>
      <translation>我的</translation>
    </message>
    <message>
      <source>✕ refused</source>
      <translation>✕ 已拒绝</translation>
    </message>
    <message>
      <source>▲ odd</source>
      <translation>▲ 异常</translation>
    </message>
    <message>
      <source>● note</source>
      <translation>● 提示</translation>
    </message>
    <message>
      <source>What</source>
      <translation>对象</translation>
    </message>
    <message>
      <source>What was said</source>
      <translation>说明</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>Nothing was imported yet.</source>
      <translation>尚未导入任何内容。</translation>
    </message>
    <message>
      <source>The last import</source>
      <translation>上次导入</translation>
    </message>
    <message>
      <source>Enter or a double click opens the study that a row is about.</source>
      <translation>按 Enter 或双击可打开该行所指的检查。</translation>
    </message>
    <message>
      <source>(no name)</source>
      <translation>（无姓名）</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>及另外 {count} 个</translation>
    </message>
    <message>
      <source>picture {number}</source>
      <translation>图像 {number}</translation>
    </message>
    <message>
      <source>{modality} series {number}</source>
      <translation>{modality} 序列 {number}</translation>
    </message>
    <message>
      <source>{times} times in {studies} study</source>
      <translation>{studies} 个检查中 {times} 次</translation>
    </message>
    <message>
      <source>{times} times in {studies} studies</source>
      <translation>{studies} 个检查中 {times} 次</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>等待中</translation>
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
      <translation>立即停止</translation>
    </message>
    <message>
      <source>End the model's process; the report is safe</source>
      <translation>结束模型进程；报告是安全的</translation>
    </message>
    <message>
      <source>Stopping after the step it is in</source>
      <translation>当前步骤后停止</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>正在停止</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>命令</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>菜单</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>按键</translation>
    </message>
    <message>
      <source>Mouse</source>
      <translation>鼠标</translation>
    </message>
    <message>
      <source>On a slice</source>
      <translation>在切片上</translation>
    </message>
    <message>
      <source>In 3D</source>
      <translation>在 3D 中</translation>
    </message>
    <message>
      <source>everywhere</source>
      <translation>任何地方</translation>
    </message>
    <message>
      <source>in the image views</source>
      <translation>图像视图中</translation>
    </message>
    <message>
      <source>in the list of findings</source>
      <translation>所见列表中</translation>
    </message>
    <message>
      <source>in the worklist</source>
      <translation>工作列表中</translation>
    </message>
    <message>
      <source>in the report's text</source>
      <translation>报告文本中</translation>
    </message>
    <message>
      <source>Change the key</source>
      <translation>更改按键</translation>
    </message>
    <message>
      <source>Then press the new key; Esc leaves it as it is</source>
      <translation>然后按新键；Esc 保持不变</translation>
    </message>
    <message>
      <source>Search commands and keys</source>
      <translation>搜索命令和按键</translation>
    </message>
    <message>
      <source>Keys of commands</source>
      <translation>命令的按键</translation>
    </message>
    <message>
      <source>What the mouse does</source>
      <translation>鼠标的作用</translation>
    </message>
    <message>
      <source>Press the new key</source>
      <translation>请按新键</translation>
    </message>
    <message>
      <source>{key} is {commands}.</source>
      <translation>{key} 已用于 {commands}。</translation>
    </message>
    <message>
      <source>No key</source>
      <translation>无按键</translation>
    </message>
    <message>
      <source>As it was</source>
      <translation>恢复原样</translation>
    </message>
    <message>
      <source>All as they were</source>
      <translation>全部恢复原样</translation>
    </message>
    <message>
      <source>Take it from there</source>
      <translation>从那里取用</translation>
    </message>
    <message>
      <source>Rows and columns of viewers</source>
      <translation>视窗的行与列</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>viewers</source>
      <translation>视窗</translation>
    </message>
    <message>
      <source>Rows and columns of viewers (Alt+1 to Alt+9)</source>
      <translation>视窗的行与列（Alt+1 至 Alt+9）</translation>
    </message>
    <message>
      <source>Layout</source>
      <translation>布局</translation>
    </message>
    <message>
      <source>Shift: one series</source>
      <translation>Shift：同一序列</translation>
    </message>
    <message>
      <source>right click: outside · Enter keeps · Esc leaves</source>
      <translation>右键：外部 · Enter 保留 · Esc 离开</translation>
    </message>
    <message>
      <source>Enter ends it</source>
      <translation>Enter 结束</translation>
    </message>
    <message>
      <source>drag the long axis, then the short one; Enter keeps the one proposed</source>
      <translation>拖出长径，再拖短径；按回车保留建议的短径</translation>
    </message>
    <message>
      <source>three points, the corner second</source>
      <translation>三个点,第二个为顶点</translation>
    </message>
    <message>
      <source>one line along each end plate</source>
      <translation>沿两个终板各画一条线</translation>
    </message>
    <message>
      <source>drag along something of known length</source>
      <translation>沿已知长度拖动</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>工具</translation>
    </message>
    <message>
      <source>Models on this machine</source>
      <translation>本机上的模型</translation>
    </message>
    <message>
      <source>More commands</source>
      <translation>更多命令</translation>
    </message>
    <message>
      <source>{signs} Ctrl: the opposite. Ctrl+Z: one mark back. Enter keeps the outline, Escape leaves.</source>
      <translation>{signs} Ctrl：相反。Ctrl+Z：撤回一个标记。Enter 保留轮廓，Esc 离开。</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>点</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>矩形</translation>
    </message>
    <message>
      <source>Scribble</source>
      <translation>笔画</translation>
    </message>
    <message>
      <source>Lasso</source>
      <translation>套索</translation>
    </message>
    <message>
      <source>Click: inside. Right click: outside.</source>
      <translation>单击：内部。右键：外部。</translation>
    </message>
    <message>
      <source>Click or right click: outside.</source>
      <translation>单击或右键：外部。</translation>
    </message>
    <message>
      <source>OUTLINE BY MARKS</source>
      <translation>用标记勾画</translation>
    </message>
    <message>
      <source>Name, such as left kidney</source>
      <translation>名称，例如左肾</translation>
    </message>
    <message>
      <source>Name of the structure</source>
      <translation>结构名称</translation>
    </message>
    <message>
      <source>Model that works the outline out</source>
      <translation>计算轮廓的模型</translation>
    </message>
    <message>
      <source>Keep the outline as a segment (Enter)</source>
      <translation>将轮廓保留为分割段 (Enter)</translation>
    </message>
    <message>
      <source>Mark no more (Escape)</source>
      <translation>不再标记 (Esc)</translation>
    </message>
    <message>
      <source>+ Inside</source>
      <translation>+ 内部</translation>
    </message>
    <message>
      <source>− Outside</source>
      <translation>− 外部</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>离开</translation>
    </message>
    <message>
      <source>Inside</source>
      <translation>内部</translation>
    </message>
    <message>
      <source>Outside</source>
      <translation>外部</translation>
    </message>
    <message>
      <source>MEASUREMENTS</source>
      <translation>测量</translation>
    </message>
    <message>
      <source>Measurements</source>
      <translation>测量</translation>
    </message>
    <message>
      <source>MEASURED</source>
      <translation>已测量</translation>
    </message>
    <message>
      <source>Close the table</source>
      <translation>关闭表格</translation>
    </message>
    <message>
      <source>Measures</source>
      <translation>测量值</translation>
    </message>
    <message>
      <source>Write into the report</source>
      <translation>写入报告</translation>
    </message>
    <message>
      <source>Copy all</source>
      <translation>全部复制</translation>
    </message>
    <message>
      <source>MEASURED BEFORE IT CHANGED</source>
      <translation>更改前的测量</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>显示</translation>
    </message>
    <message>
      <source>Show the list</source>
      <translation>显示列表</translation>
    </message>
    <message>
      <source>Close this message</source>
      <translation>关闭此消息</translation>
    </message>
    <message>
      <source>{count} more</source>
      <translation>另有 {count} 条</translation>
    </message>
    <message>
      <source>outlines structures</source>
      <translation>勾画结构</translation>
    </message>
    <message>
      <source>looks for findings</source>
      <translation>查找所见</translation>
    </message>
    <message>
      <source>names what is seen</source>
      <translation>命名所见内容</translation>
    </message>
    <message>
      <source>measures</source>
      <translation>进行测量</translation>
    </message>
    <message>
      <source>outlines what is pointed at</source>
      <translation>勾画所指之处</translation>
    </message>
    <message>
      <source>finds the place of words</source>
      <translation>查找词语所指位置</translation>
    </message>
    <message>
      <source>words reports</source>
      <translation>撰写报告</translation>
    </message>
    <message>
      <source>Not tried yet. The same patient is shown mirrored, turned, noisy, cut, empty and sliced anew; the outlines must follow.</source>
      <translation>尚未试验。同一患者将以镜像、旋转、加噪、裁切、空白和重新切片显示；轮廓必须随之变化。</translation>
    </message>
    <message>
      <source>Not measured yet. Choose a folder of cases with references: Dice, surface distances and volumes come with intervals, by scanner.</source>
      <translation>尚未测量。请选择带参考的病例文件夹：Dice、表面距离和体积将附区间，并按设备列出。</translation>
    </message>
    <message>
      <source>built in</source>
      <translation>内置</translation>
    </message>
    <message>
      <source>rules, without weights, {where}</source>
      <translation>规则，无权重，{where}</translation>
    </message>
    <message>
      <source>Structure</source>
      <translation>结构</translation>
    </message>
    <message>
      <source>Found</source>
      <translation>找到</translation>
    </message>
    <message>
      <source>Made for</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>Pictures of</source>
      <translation>图像部位</translation>
    </message>
    <message>
      <source>Limits</source>
      <translation>局限</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>许可证</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Speed here</source>
      <translation>本机速度</translation>
    </message>
    <message>
      <source>Its maker measured</source>
      <translation>制作者测量</translation>
    </message>
    <message>
      <source>Draws</source>
      <translation>绘制</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>大小</translation>
    </message>
    <message>
      <source>SHA-256</source>
      <translation>SHA-256</translation>
    </message>
    <message>
      <source>Made from</source>
      <translation>来源</translation>
    </message>
    <message>
      <source>✓ passed</source>
      <translation>✓ 通过</translation>
    </message>
    <message>
      <source>✕ failed</source>
      <translation>✕ 未通过</translation>
    </message>
    <message>
      <source>– measured</source>
      <translation>– 已测量</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>{number} / {count}</translation>
    </message>
    <message>
      <source>ON BUILT-IN PHANTOMS</source>
      <translation>内置体模上</translation>
    </message>
    <message>
      <source>ON CASES OF THIS SITE</source>
      <translation>本单位病例上</translation>
    </message>
    <message>
      <source>with contrast medium</source>
      <translation>使用对比剂</translation>
    </message>
    <message>
      <source>without contrast medium</source>
      <translation>不用对比剂</translation>
    </message>
    <message>
      <source>licence</source>
      <translation>许可证</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>已接受</translation>
    </message>
    <message>
      <source>not run on this machine yet</source>
      <translation>尚未在本机运行</translation>
    </message>
    <message>
      <source>Case</source>
      <translation>病例</translation>
    </message>
    <message>
      <source>Dice</source>
      <translation>Dice</translation>
    </message>
    <message>
      <source>Took</source>
      <translation>用时</translation>
    </message>
    <message>
      <source>{count} case in {folder}</source>
      <translation>{folder} 中 {count} 个病例</translation>
    </message>
    <message>
      <source>{count} cases in {folder}</source>
      <translation>{folder} 中 {count} 个病例</translation>
    </message>
    <message>
      <source>No model is installed. Add a pack: a file, an archive or a folder that you trust.</source>
      <translation>未安装模型。请添加模型包：您信任的文件、压缩包或文件夹。</translation>
    </message>
    <message>
      <source>About the model</source>
      <translation>关于此模型</translation>
    </message>
    <message>
      <source>Add from file</source>
      <translation>从文件添加</translation>
    </message>
    <message>
      <source>Install a pack from one file: .pt, .onnx, .safetensors, .gguf or a zip archive</source>
      <translation>从一个文件安装模型包：.pt、.onnx、.safetensors、.gguf 或 zip 压缩包</translation>
    </message>
    <message>
      <source>Add from folder</source>
      <translation>从文件夹添加</translation>
    </message>
    <message>
      <source>Install a pack from its folder</source>
      <translation>从其文件夹安装模型包</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>检查</translation>
    </message>
    <message>
      <source>Compare the files with the card, and the numbers with those of the installation</source>
      <translation>将文件与卡片比对，并将数值与安装时比对</translation>
    </message>
    <message>
      <source>Try on phantoms</source>
      <translation>在体模上试验</translation>
    </message>
    <message>
      <source>Run the acceptance cases on built-in phantoms; takes minutes, in the background</source>
      <translation>在内置体模上运行验收病例；需数分钟，后台进行</translation>
    </message>
    <message>
      <source>Evaluate</source>
      <translation>评估</translation>
    </message>
    <message>
      <source>Measure it on a folder of your own cases with references</source>
      <translation>用您自己带参考的病例文件夹测量</translation>
    </message>
    <message>
      <source>Accept the model for this site, on its evaluation</source>
      <translation>根据评估，为本单位接受此模型</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>移除</translation>
    </message>
    <message>
      <source>Take the pack out of the library</source>
      <translation>将模型包移出资料库</translation>
    </message>
    <message>
      <source>Evaluate it first, on cases of this site</source>
      <translation>请先用本单位病例评估</translation>
    </message>
    <message>
      <source>Written from the accepted findings, not from the words of the report; checked against the same facts.</source>
      <translation>依据已接受的所见写成，而非报告的文字；已用同样的事实核对。</translation>
    </message>
    <message>
      <source>There is no report yet: draft it first.</source>
      <translation>尚无报告：请先起草。</translation>
    </message>
    <message>
      <source>The report is signed: start an addendum first.</source>
      <translation>报告已签署：请先开始补充报告。</translation>
    </message>
    <message>
      <source>typed</source>
      <translation>已输入</translation>
    </message>
    <message>
      <source>{count} values are still asked for, marked •</source>
      <translation>仍需 {count} 个值，以 • 标出</translation>
    </message>
    <message>
      <source>, nadir {size} mm</source>
      <translation>，最低值 {size} mm</translation>
    </message>
    <message>
      <source>, {count} new</source>
      <translation>，新发 {count}</translation>
    </message>
    <message>
      <source>Open document</source>
      <translation>打开文档</translation>
    </message>
    <message>
      <source>Where to save the document</source>
      <translation>文档保存位置</translation>
    </message>
    <message>
      <source>Save {name}</source>
      <translation>保存 {name}</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>已保存 {name}。</translation>
    </message>
    <message>
      <source>Read the dose</source>
      <translation>读取剂量</translation>
    </message>
    <message>
      <source>Hang pictures</source>
      <translation>挂片</translation>
    </message>
    <message>
      <source>Correct or delete it on the page of hanging protocols.</source>
      <translation>请在挂片协议页面更正或删除。</translation>
    </message>
    <message>
      <source>Delete the hanging protocol {name}?</source>
      <translation>删除挂片协议 {name}？</translation>
    </message>
    <message>
      <source>Nothing of this study fits the hanging protocol {name}.</source>
      <translation>此检查中没有内容符合挂片协议 {name}。</translation>
    </message>
    <message>
      <source>Saved; it is used from the next study on that it fits.</source>
      <translation>已保存；从下一个符合条件的检查起使用。</translation>
    </message>
    <message>
      <source>Saved; it is used when asked for (Alt+H).</source>
      <translation>已保存；需要时使用（Alt+H）。</translation>
    </message>
    <message>
      <source>Priors are only looked at.</source>
      <translation>既往检查仅供查看。</translation>
    </message>
    <message>
      <source>Open the prior itself to measure in it.</source>
      <translation>请打开该既往检查本身进行测量。</translation>
    </message>
    <message>
      <source>{runs} run, the last took {seconds} s on {device}</source>
      <translation>运行 {runs} 次，上次在 {device} 上用时 {seconds} 秒</translation>
    </message>
    <message>
      <source>{runs} runs, the last took {seconds} s on {device}</source>
      <translation>运行 {runs} 次，上次在 {device} 上用时 {seconds} 秒</translation>
    </message>
    <message>
      <source>Type a short word in the report, then Space or Tab. A text may hold {names}; what stands in [brackets] is to be filled in.</source>
      <translation>在报告中输入短语，然后按空格键或 Tab 键。文本可以包含 {names}；[方括号] 中的内容需要填写。</translation>
    </message>
    <message>
      <source>● signed by {name}, {when} UTC</source>
      <translation>● 由 {name} 签署，{when} UTC</translation>
    </message>
    <message>
      <source>▲ {count} to resolve before signing</source>
      <translation>▲ 签署前需解决 {count} 项</translation>
    </message>
    <message>
      <source>Nothing to sign yet</source>
      <translation>尚无可签署内容</translation>
    </message>
    <message>
      <source>The addendum is empty</source>
      <translation>补充报告为空</translation>
    </message>
    <message>
      <source>✓ checked: nothing to resolve</source>
      <translation>✓ 已核对：无待解决项</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>草稿</translation>
    </message>
    <message>
      <source>addendum to version {version}</source>
      <translation>版本 {version} 的补充报告</translation>
    </message>
    <message>
      <source>Drag a series here, or click one on the left</source>
      <translation>将序列拖到此处，或在左侧点击一个</translation>
    </message>
    <message>
      <source>A prior is not changed from here.</source>
      <translation>不能在此更改既往检查。</translation>
    </message>
    <message>
      <source>Open its study to draw on it.</source>
      <translation>请打开该检查进行绘制。</translation>
    </message>
    <message>
      <source>Colour of the segment</source>
      <translation>分割段的颜色</translation>
    </message>
    <message>
      <source>Nothing differs.</source>
      <translation>没有差异。</translation>
    </message>
    <message>
      <source>Changes since the draft of {author}: added is underlined, removed is struck through.</source>
      <translation>自 {author} 的草稿以来的更改：新增加下划线，删除加删除线。</translation>
    </message>
    <message>
      <source>Added is underlined, removed is struck through.</source>
      <translation>新增加下划线，删除加删除线。</translation>
    </message>
    <message>
      <source>Compared with the report of now: what is struck through stands in it and not here.</source>
      <translation>与当前报告比较：带删除线的内容在当前报告中有而此处没有。</translation>
    </message>
    <message>
      <source>version {number}</source>
      <translation>版本 {number}</translation>
    </message>
    <message>
      <source>This report was not drafted by a model or from templates.</source>
      <translation>此报告并非由模型或模板起草。</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>返回</translation>
    </message>
    <message>
      <source>Go back (Esc)</source>
      <translation>返回 (Esc)</translation>
    </message>
    <message>
      <source>Type a command</source>
      <translation>输入命令</translation>
    </message>
    <message>
      <source>No command has these words.</source>
      <translation>没有命令包含这些词。</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>姓名</translation>
    </message>
    <message>
      <source>ID</source>
      <translation>ID</translation>
    </message>
    <message>
      <source>Issuer of the ID</source>
      <translation>ID 签发者</translation>
    </message>
    <message>
      <source>Born</source>
      <translation>出生日期</translation>
    </message>
    <message>
      <source>Sex</source>
      <translation>性别</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>未注明</translation>
    </message>
    <message>
      <source>Keep apart</source>
      <translation>保持分开</translation>
    </message>
    <message>
      <source>They are different patients; do not ask again</source>
      <translation>他们是不同的患者；不再询问</translation>
    </message>
    <message>
      <source>Ask again</source>
      <translation>再次询问</translation>
    </message>
    <message>
      <source>No two patients look like one</source>
      <translation>没有两个患者看似同一人</translation>
    </message>
    <message>
      <source>Show again those that were kept apart</source>
      <translation>再次显示保持分开的患者</translation>
    </message>
    <message>
      <source>Undo: {last_change}</source>
      <translation>撤销：{last_change}</translation>
    </message>
    <message>
      <source>Studies</source>
      <translation>检查</translation>
    </message>
    <message>
      <source>Make these another patient</source>
      <translation>设为另一患者</translation>
    </message>
    <message>
      <source>Move the studies of this column to a patient of their own</source>
      <translation>将此列的检查移给单独的患者</translation>
    </message>
    <message>
      <source>They are one patient: list all studies under this name and ID</source>
      <translation>他们是同一患者：将所有检查列于此姓名和 ID 下</translation>
    </message>
    <message>
      <source>Same person: merge into this one</source>
      <translation>同一人：并入此患者</translation>
    </message>
    <message>
      <source>Merge into this one</source>
      <translation>并入此患者</translation>
    </message>
    <message>
      <source>And {count} more, when these are done.</source>
      <translation>处理完后还有 {count} 个。</translation>
    </message>
    <message>
      <source>named in {files} file of another's study</source>
      <translation>在他人检查的 {files} 个文件中提及</translation>
    </message>
    <message>
      <source>named in {files} files of another's study</source>
      <translation>在他人检查的 {files} 个文件中提及</translation>
    </message>
    <message>
      <source>{count} pair or group to look at</source>
      <translation>有 {count} 对或组待查看</translation>
    </message>
    <message>
      <source>{count} pairs or groups to look at</source>
      <translation>有 {count} 对或组待查看</translation>
    </message>
    <message>
      <source>no date</source>
      <translation>无日期</translation>
    </message>
    <message>
      <source>{apart} kept apart.</source>
      <translation>{apart} 个保持分开。</translation>
    </message>
    <message>
      <source>short word</source>
      <translation>短语</translation>
    </message>
    <message>
      <source>text it stands for</source>
      <translation>对应的文本</translation>
    </message>
    <message>
      <source>SHORT WORDS</source>
      <translation>短语</translation>
    </message>
    <message>
      <source>LEARNED SENTENCES</source>
      <translation>已学习的句子</translation>
    </message>
    <message>
      <source>Learn the sentences that I write and sign</source>
      <translation>学习我书写并签署的句子</translation>
    </message>
    <message>
      <source>Short word</source>
      <translation>短语</translation>
    </message>
    <message>
      <source>Sentence</source>
      <translation>句子</translation>
    </message>
    <message>
      <source>Signed</source>
      <translation>已签署</translation>
    </message>
    <message>
      <source>Last</source>
      <translation>最近</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>忘记</translation>
    </message>
    <message>
      <source>Forget all</source>
      <translation>全部忘记</translation>
    </message>
    <message>
      <source>Waive</source>
      <translation>豁免</translation>
    </message>
    <message>
      <source>Sign in spite of this, with a reason</source>
      <translation>仍然签署，附理由</translation>
    </message>
    <message>
      <source>Reason, then Enter (Esc: not)</source>
      <translation>理由，然后 Enter（Esc：取消）</translation>
    </message>
    <message>
      <source>Leave it as it is</source>
      <translation>保持不变</translation>
    </message>
    <message>
      <source>REPORT</source>
      <translation>报告</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>更改</translation>
    </message>
    <message>
      <source>Show below each sentence what was changed in the draft</source>
      <translation>在每句下方显示对草稿的更改</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>起草</translation>
    </message>
    <message>
      <source>Draft the report from the accepted findings</source>
      <translation>根据已接受的所见起草报告</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>导出</translation>
    </message>
    <message>
      <source>Write PDF, DICOM or other files</source>
      <translation>写出 PDF、DICOM 或其他文件</translation>
    </message>
    <message>
      <source>not provided</source>
      <translation>未提供</translation>
    </message>
    <message>
      <source>Indication</source>
      <translation>适应证</translation>
    </message>
    <message>
      <source>Template sentences</source>
      <translation>模板句子</translation>
    </message>
    <message>
      <source>Draft again</source>
      <translation>重新起草</translation>
    </message>
    <message>
      <source>{words} words · yours: {median}</source>
      <translation>{words} 词 · 您通常：{median}</translation>
    </message>
    <message>
      <source>1 word</source>
      <translation>1 个词</translation>
    </message>
    <message>
      <source>{count} words</source>
      <translation>{count} 个词</translation>
    </message>
    <message>
      <source>Half of the reports that you signed in this template are shorter than {median} words</source>
      <translation>您用此模板签署的报告有一半少于 {median} 词</translation>
    </message>
    <message>
      <source>signed · version {version}</source>
      <translation>已签署 · 版本 {version}</translation>
    </message>
    <message>
      <source>Worded by {name}</source>
      <translation>由 {name} 撰写</translation>
    </message>
    <message>
      <source>The report appears here, from the accepted findings.</source>
      <translation>报告根据已接受的所见显示于此。</translation>
    </message>
    <message>
      <source>edited by {name}</source>
      <translation>由 {name} 编辑</translation>
    </message>
    <message>
      <source>Go to the place in the images</source>
      <translation>转到图像中的位置</translation>
    </message>
    <message>
      <source>by {author}</source>
      <translation>由 {author}</translation>
    </message>
    <message>
      <source>1 picture</source>
      <translation>1 幅图像</translation>
    </message>
    <message>
      <source>{count} pictures</source>
      <translation>{count} 幅图像</translation>
    </message>
    <message>
      <source>uncertainty {percent} %</source>
      <translation>不确定度 {percent} %</translation>
    </message>
    <message>
      <source>mean</source>
      <translation>平均</translation>
    </message>
    <message>
      <source>SD</source>
      <translation>标准差</translation>
    </message>
    <message>
      <source>● experimental: not accepted at this site</source>
      <translation>● 实验性：本单位未接受</translation>
    </message>
    <message>
      <source>(no description)</source>
      <translation>（无描述）</translation>
    </message>
    <message>
      <source>take over</source>
      <translation>取代</translation>
    </message>
    <message>
      <source>leave them</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>share</source>
      <translation>共享</translation>
    </message>
    <message>
      <source>Change ▾</source>
      <translation>更改 ▾</translation>
    </message>
    <message>
      <source>What can be done to the whole segment</source>
      <translation>可对整个分割段进行的操作</translation>
    </message>
    <message>
      <source>Radius of the brush</source>
      <translation>画笔半径</translation>
    </message>
    <message>
      <source>Ball</source>
      <translation>球</translation>
    </message>
    <message>
      <source>Paint through slices, as a ball; else a disc in the plane of the view</source>
      <translation>以球形跨切片绘制；否则为视图平面内的圆盘</translation>
    </message>
    <message>
      <source>What paint does where another segment is</source>
      <translation>遇到其他分割段时画笔的作用</translation>
    </message>
    <message>
      <source>Values</source>
      <translation>值</translation>
    </message>
    <message>
      <source>Paint only where the picture's value lies between these</source>
      <translation>仅在图像值介于两者之间处绘制</translation>
    </message>
    <message>
      <source>Lowest value painted on</source>
      <translation>可绘制的最低值</translation>
    </message>
    <message>
      <source>Highest value painted on</source>
      <translation>可绘制的最高值</translation>
    </message>
    <message>
      <source>What the scissors do</source>
      <translation>剪刀的作用</translation>
    </message>
    <message>
      <source>All slices</source>
      <translation>所有切片</translation>
    </message>
    <message>
      <source>Cut through all slices, or only the one on the screen</source>
      <translation>剪穿所有切片，或仅屏幕上的一层</translation>
    </message>
    <message>
      <source>How much values may differ from the one clicked</source>
      <translation>数值与点击处可相差多少</translation>
    </message>
    <message>
      <source>How far from the click a region may grow</source>
      <translation>区域可从点击处生长多远</translation>
    </message>
    <message>
      <source>Where others are</source>
      <translation>其他分割段处</translation>
    </message>
    <message>
      <source>to</source>
      <translation>至</translation>
    </message>
    <message>
      <source>Values alike within ±</source>
      <translation>相近值范围 ±</translation>
    </message>
    <message>
      <source>Up to, from the click</source>
      <translation>距点击处最远</translation>
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
      <translation>分割段</translation>
    </message>
    <message>
      <source>Outline only</source>
      <translation>仅轮廓</translation>
    </message>
    <message>
      <source>Show outlines without a fill (O)</source>
      <translation>仅显示轮廓，不填充 (O)</translation>
    </message>
    <message>
      <source>New segment (Ins)</source>
      <translation>新建分割段 (Ins)</translation>
    </message>
    <message>
      <source>Show mean, SD, lowest and highest value</source>
      <translation>显示平均值、标准差、最低值和最高值</translation>
    </message>
    <message>
      <source>Statistics</source>
      <translation>统计</translation>
    </message>
    <message>
      <source>The segmentation on the images</source>
      <translation>图像上的分割</translation>
    </message>
    <message>
      <source>Segments</source>
      <translation>分割段</translation>
    </message>
    <message>
      <source>Opacity of the fill</source>
      <translation>填充不透明度</translation>
    </message>
    <message>
      <source>Opacity</source>
      <translation>不透明度</translation>
    </message>
    <message>
      <source>Nothing segmented yet.</source>
      <translation>尚未分割任何内容。</translation>
    </message>
    <message>
      <source>Draw by hand</source>
      <translation>手动绘制</translation>
    </message>
    <message>
      <source>Begin a segment and paint it (Ins)</source>
      <translation>新建分割段并绘制 (Ins)</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>已锁定</translation>
    </message>
    <message>
      <source>{told}
{support}, by {author}</source>
      <translation>{told}
{support}，作者 {author}</translation>
    </message>
    <message>
      <source>from evidence</source>
      <translation>有依据</translation>
    </message>
    <message>
      <source>without evidence in the images</source>
      <translation>图像中无依据</translation>
    </message>
    <message>
      <source>Click to take your check mark away</source>
      <translation>单击以取消您的核对标记</translation>
    </message>
    <message>
      <source>Click to mark as checked</source>
      <translation>单击以标为已核对</translation>
    </message>
    <message>
      <source>waived</source>
      <translation>已豁免</translation>
    </message>
    <message>
      <source>Read drawings</source>
      <translation>读取绘图</translation>
    </message>
    <message>
      <source>Open {name}</source>
      <translation>打开 {name}</translation>
    </message>
    <message>
      <source>Opening was stopped.</source>
      <translation>打开已停止。</translation>
    </message>
    <message>
      <source>Choose the series again to open it.</source>
      <translation>请再次选择该序列以打开。</translation>
    </message>
    <message>
      <source>▲ The findings were changed after signing. An addendum would say so:</source>
      <translation>▲ 签署后所见已更改。应在补充报告中说明：</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>报告</translation>
    </message>
    <message>
      <source>Edit again; signing makes the next version and keeps this one</source>
      <translation>再次编辑；签署将生成下一版本并保留此版本</translation>
    </message>
    <message>
      <source>Sign</source>
      <translation>签署</translation>
    </message>
    <message>
      <source>Sign this report (Ctrl+Return)</source>
      <translation>签署此报告 (Ctrl+Return)</translation>
    </message>
    <message>
      <source>(no ID)</source>
      <translation>（无 ID）</translation>
    </message>
    <message>
      <source>born {date}</source>
      <translation>出生 {date}</translation>
    </message>
    <message>
      <source>no birth date</source>
      <translation>无出生日期</translation>
    </message>
    <message>
      <source>Keep “{word}” as a word of mine</source>
      <translation>将“{word}”保留为我的词</translation>
    </message>
    <message>
      <source>Forget “{word}” as a word of mine</source>
      <translation>不再将“{word}”作为我的词</translation>
    </message>
    <message>
      <source>{count} running</source>
      <translation>{count} 个运行中</translation>
    </message>
    <message>
      <source>Thumbnails</source>
      <translation>缩略图</translation>
    </message>
    <message>
      <source>Search elements: a name, a tag, a part of a value</source>
      <translation>搜索元素：名称、标签或值的一部分</translation>
    </message>
    <message>
      <source>Search elements</source>
      <translation>搜索元素</translation>
    </message>
    <message>
      <source>Copy the selected elements (Ctrl+C)</source>
      <translation>复制所选元素 (Ctrl+C)</translation>
    </message>
    <message>
      <source>Elements</source>
      <translation>元素</translation>
    </message>
    <message>
      <source>{count} found</source>
      <translation>找到 {count} 个</translation>
    </message>
    <message>
      <source>{count} elements</source>
      <translation>{count} 个元素</translation>
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
      <translation>双侧</translation>
    </message>
    <message>
      <source>Words: liver, lower lobe, lymph node …</source>
      <translation>词语：肝、下叶、淋巴结 …</translation>
    </message>
    <message>
      <source>Words of the term</source>
      <translation>术语的词语</translation>
    </message>
    <message>
      <source>Terms</source>
      <translation>术语</translation>
    </message>
    <message>
      <source>Side, kept as a code of its own</source>
      <translation>侧别，单独编码</translation>
    </message>
    <message>
      <source>SNOMED CT and DICOM codes of the standard, PS3.16</source>
      <translation>标准 PS3.16 的 SNOMED CT 和 DICOM 编码</translation>
    </message>
    <message>
      <source>the draft as it was made</source>
      <translation>最初的草稿</translation>
    </message>
    <message>
      <source>the version before</source>
      <translation>前一版本</translation>
    </message>
    <message>
      <source>the report of now</source>
      <translation>当前报告</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>无</translation>
    </message>
    <message>
      <source>Compared with</source>
      <translation>比较对象</translation>
    </message>
    <message>
      <source>Bring back this version</source>
      <translation>恢复此版本</translation>
    </message>
    <message>
      <source>The report reads like this again; undo takes that back</source>
      <translation>报告恢复为此内容；撤销可还原</translation>
    </message>
    <message>
      <source>proposed</source>
      <translation>待定</translation>
    </message>
    <message>
      <source>confirmed</source>
      <translation>已确认</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>已拒绝</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>日期</translation>
    </message>
    <message>
      <source>Modality</source>
      <translation>检查类型</translation>
    </message>
    <message>
      <source>Description</source>
      <translation>描述</translation>
    </message>
    <message>
      <source>Series / pictures</source>
      <translation>序列 / 图像</translation>
    </message>
    <message>
      <source>Priors</source>
      <translation>既往</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>This may be the same patient as another one, or two in one: click to see them side by side</source>
      <translation>此人可能与另一患者相同，或两人合为一人：点击并排查看</translation>
    </message>
    <message>
      <source>(no date)</source>
      <translation>（无日期）</translation>
    </message>
    <message>
      <source>Search name, ID, date, modality, description or report text</source>
      <translation>搜索姓名、ID、日期、类型、描述或报告文本</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>导入</translation>
    </message>
    <message>
      <source>Bring a folder, files or a zip archive into the library</source>
      <translation>将文件夹、文件或 zip 压缩包导入资料库</translation>
    </message>
    <message>
      <source>About the study</source>
      <translation>关于检查</translation>
    </message>
    <message>
      <source>No study matches “{words}”. Clear the search to see all of them.</source>
      <translation>没有检查符合“{words}”。清空搜索可查看全部。</translation>
    </message>
    <message>
      <source>Studies appear here.</source>
      <translation>检查显示于此。</translation>
    </message>
    <message>
      <source>Drop a DICOM folder, files or a zip archive on this window, or use Import.</source>
      <translation>将 DICOM 文件夹、文件或 zip 压缩包拖到此窗口，或使用“导入”。</translation>
    </message>
    <message>
      <source>A synthetic chest CT with a known truth, made on this machine</source>
      <translation>本机生成的、真值已知的合成胸部 CT</translation>
    </message>
    <message>
      <source>{text} · {count} new above</source>
      <translation>{text} · 上方新增 {count}</translation>
    </message>
    <message>
      <source>Status: {status}</source>
      <translation>状态：{status}</translation>
    </message>
    <message>
      <source>(demonstration)</source>
      <translation>（演示）</translation>
    </message>
    <message>
      <source>{count} study</source>
      <translation>{count} 个检查</translation>
    </message>
    <message>
      <source>{count} studies</source>
      <translation>{count} 个检查</translation>
    </message>
    <message>
      <source>imported just now</source>
      <translation>刚刚导入</translation>
    </message>
    <message>
      <source>Text at {percent} %.</source>
      <translation>文字 {percent} %。</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>跟随系统</translation>
    </message>
    <message>
      <source>No font of this machine has the letters of this language.</source>
      <translation>本机没有含有该语言文字的字体。</translation>
    </message>
    <message>
      <source>Install one, such as Noto Sans CJK.</source>
      <translation>请安装一种，例如 Noto Sans CJK。</translation>
    </message>
    <message>
      <source>Language: {name}.</source>
      <translation>语言：{name}。</translation>
    </message>
    <message>
      <source>The window has it from its next start.</source>
      <translation>窗口将在下次启动时使用该语言。</translation>
    </message>
    <message>
      <source>Make the window anew in this language? It comes back to where you are.</source>
      <translation>现在以此语言重新打开窗口？会回到当前位置。</translation>
    </message>
    <message>
      <source>Make it anew</source>
      <translation>重新打开</translation>
    </message>
    <message>
      <source>There is no report yet.</source>
      <translation>尚无报告。</translation>
    </message>
    <message>
      <source>Draft it first (Ctrl+D).</source>
      <translation>请先起草 (Ctrl+D)。</translation>
    </message>
    <message>
      <source>The report is signed.</source>
      <translation>报告已签署。</translation>
    </message>
    <message>
      <source>Start an addendum first.</source>
      <translation>请先开始补充报告。</translation>
    </message>
    <message>
      <source>Films run to and fro.</source>
      <translation>影片往返播放。</translation>
    </message>
    <message>
      <source>Films begin again from the first picture.</source>
      <translation>影片从第一幅图像重新开始。</translation>
    </message>
    <message>
      <source>Read the times of the series</source>
      <translation>读取序列的时间点</translation>
    </message>
    <message>
      <source>Shift+C stops, Ctrl+. and Ctrl+, change the speed.</source>
      <translation>Shift+C 停止，Ctrl+. 和 Ctrl+, 改变速度。</translation>
    </message>
    <message>
      <source>Speed {speed}, {rate} pictures a second.</source>
      <translation>速度 {speed}，每秒 {rate} 幅图像。</translation>
    </message>
    <message>
      <source>Speed {speed}.</source>
      <translation>速度 {speed}。</translation>
    </message>
    <message>
      <source>one half or more in {votes} of {looks} looks</source>
      <translation>{looks} 次查看中有 {votes} 次达到一半或以上</translation>
    </message>
    <message>
      <source>{model}: choose a finding to see where on the picture its score comes from.</source>
      <translation>{model}：选择一个所见，查看其评分来自图像的何处。</translation>
    </message>
    <message>
      <source>Covering what is framed lowers the score most.</source>
      <translation>遮盖框内部分时评分下降最多。</translation>
    </message>
    <message>
      <source>No place of the picture lowers the score when it is covered.</source>
      <translation>遮盖图像任何位置都不会降低评分。</translation>
    </message>
    <message>
      <source>A score is no probability of disease.</source>
      <translation>评分不是患病概率。</translation>
    </message>
    <message>
      <source>Align with prior</source>
      <translation>与既往检查对齐</translation>
    </message>
    <message>
      <source>Bend onto prior</source>
      <translation>变形到既往检查</translation>
    </message>
    <message>
      <source>Both lie in one frame of reference already: nothing has to be aligned.</source>
      <translation>两者已在同一参考坐标系：无需对齐。</translation>
    </message>
    <message>
      <source>Set both crosshairs on the same point, then align here again.</source>
      <translation>将两个十字线放在同一点，然后再次在此对齐。</translation>
    </message>
    <message>
      <source>Viewers are parted until then.</source>
      <translation>在此之前视窗不链接。</translation>
    </message>
    <message>
      <source>Aligned at the crosshairs.</source>
      <translation>已在十字线处对齐。</translation>
    </message>
    <message>
      <source>Aligned with the study of {date}.</source>
      <translation>已与 {date} 的检查配准。</translation>
    </message>
    <message>
      <source>Look for the same in the prior</source>
      <translation>在既往检查中查找相同病灶</translation>
    </message>
    <message>
      <source>Compare lesions</source>
      <translation>比较病灶</translation>
    </message>
    <message>
      <source>This finding has no place in these pictures, so nothing can be paired with it.</source>
      <translation>此所见在这些图像中没有位置，无法与之配对。</translation>
    </message>
    <message>
      <source>No accepted lesion has a size in the earliest prior, so there are no RECIST targets.</source>
      <translation>最早的既往检查中没有带尺寸的已接受病灶，因此没有 RECIST 靶病灶。</translation>
    </message>
    <message>
      <source>{mm} mm from where it is expected</source>
      <translation>距预期位置 {mm} mm</translation>
    </message>
    <message>
      <source>The earlier study does not hold this lesion any more.</source>
      <translation>既往检查不再包含此病灶。</translation>
    </message>
    <message>
      <source>Compare again.</source>
      <translation>请重新比较。</translation>
    </message>
    <message>
      <source>Lesions in both studies: {together}; in one of them: {alone}.</source>
      <translation>两次检查均有的病灶：{together}；仅一次有：{alone}。</translation>
    </message>
    <message>
      <source>There are no lesions to compare.</source>
      <translation>没有可比较的病灶。</translation>
    </message>
    <message>
      <source>by the reader</source>
      <translation>由阅片者决定</translation>
    </message>
    <message>
      <source>by the rule</source>
      <translation>按规则</translation>
    </message>
    <message>
      <source>Describe the view</source>
      <translation>描述视图</translation>
    </message>
    <message>
      <source>Show a picture of the open study first.</source>
      <translation>请先显示已打开检查的图像。</translation>
    </message>
    <message>
      <source>Add a GGUF file with its projector (mmproj) under Help, Models.</source>
      <translation>请在“帮助”“模型”中添加 GGUF 文件及其投影器 (mmproj)。</translation>
    </message>
    <message>
      <source>Each waits to be checked, rewritten or removed before the report can be signed.</source>
      <translation>签署报告前，每句都须核对、改写或删除。</translation>
    </message>
    <message>
      <source>1 unverified sentence of a model is in the report.</source>
      <translation>报告中有 1 句模型生成的未核实语句。</translation>
    </message>
    <message>
      <source>{count} unverified sentences of a model are in the report.</source>
      <translation>报告中有 {count} 句模型生成的未核实语句。</translation>
    </message>
    <message>
      <source>There are no two segmentations of this series with a structure in common.</source>
      <translation>此序列没有两个含有共同结构的分割。</translation>
    </message>
    <message>
      <source>Segment it with two models.</source>
      <translation>请用两个模型分割。</translation>
    </message>
    <message>
      <source>No other series of this study lies in the same frame of reference.</source>
      <translation>此检查没有其他序列处于同一参考坐标系。</translation>
    </message>
    <message>
      <source>Register them first.</source>
      <translation>请先配准。</translation>
    </message>
    <message>
      <source>Where in the images is …?</source>
      <translation>在图像中何处：…？</translation>
    </message>
    <message>
      <source>Look for words in the images</source>
      <translation>在图像中查找文字</translation>
    </message>
    <message>
      <source>“{phrase}”: match {score}.</source>
      <translation>“{phrase}”：匹配度 {score}。</translation>
    </message>
    <message>
      <source>Describe a place</source>
      <translation>描述一个位置</translation>
    </message>
    <message>
      <source>{count} places are framed.</source>
      <translation>已框出 {count} 处。</translation>
    </message>
    <message>
      <source>These pictures form no volume.</source>
      <translation>这些图像不构成容积。</translation>
    </message>
    <message>
      <source>Nothing is outlined here, so no organ is named (Ctrl+G).</source>
      <translation>此处没有勾画，因此未给出器官名称（Ctrl+G）。</translation>
    </message>
    <message>
      <source>Nothing was asked for.</source>
      <translation>没有输入要查找的内容。</translation>
    </message>
    <message>
      <source>Not located: “{phrase}”.</source>
      <translation>未定位：“{phrase}”。</translation>
    </message>
    <message>
      <source>Not assessed: “{phrase}”.</source>
      <translation>未评估：“{phrase}”。</translation>
    </message>
    <message>
      <source>Open that series and ask again.</source>
      <translation>打开该序列后再查找。</translation>
    </message>
    <message>
      <source>“{phrase}” lies on another series of this study.</source>
      <translation>“{phrase}”位于本检查的另一序列。</translation>
    </message>
    <message>
      <source>{name}: {size} in the library ({pictures} {originals}, decoded {unpacked}, masks {masks}).</source>
      <translation>{name}：库中 {size}（{pictures} {originals}，已解码 {unpacked}，掩膜 {masks}）。</translation>
    </message>
    <message>
      <source>Delete {name} with its picture, {size}? This cannot be undone.</source>
      <translation>删除 {name} 及其图像（{size}）？此操作无法撤销。</translation>
    </message>
    <message>
      <source>Delete {name} with its {count} pictures, {size}? This cannot be undone.</source>
      <translation>删除 {name} 及其 {count} 幅图像（{size}）？此操作无法撤销。</translation>
    </message>
    <message>
      <source>The log of edits keeps what was done to it.</source>
      <translation>编辑日志会保留对它的操作。</translation>
    </message>
    <message>
      <source>Take them out</source>
      <translation>移出</translation>
    </message>
    <message>
      <source>Another {size} lie where they were imported from.</source>
      <translation>另有 {size} 位于导入来源处。</translation>
    </message>
    <message>
      <source>This study has a signed report, so it is not deleted here.</source>
      <translation>此检查有已签署报告，因此不在此删除。</translation>
    </message>
    <message>
      <source>Archive it instead. Who must delete it uses `lightbox delete --even-signed`.</source>
      <translation>请改为归档。必须删除时使用 `lightbox delete --even-signed`。</translation>
    </message>
    <message>
      <source>Deleted {name}: {size}.</source>
      <translation>已删除 {name}：{size}。</translation>
    </message>
    <message>
      <source>The library is {size} smaller.</source>
      <translation>库减少了 {size}。</translation>
    </message>
    <message>
      <source>{name} opens from {folder} now.</source>
      <translation>{name} 现从 {folder} 打开。</translation>
    </message>
    <message>
      <source>No study is selected.</source>
      <translation>未选择检查。</translation>
    </message>
    <message>
      <source>Select one in the worklist.</source>
      <translation>请在工作列表中选择一个。</translation>
    </message>
    <message>
      <source>Compare patients</source>
      <translation>比较患者</translation>
    </message>
    <message>
      <source>Import a folder</source>
      <translation>导入文件夹</translation>
    </message>
    <message>
      <source>Make the demonstration study</source>
      <translation>生成演示检查</translation>
    </message>
    <message>
      <source>Prepare the pictures</source>
      <translation>准备图像</translation>
    </message>
    <message>
      <source>Read the objects beside the pictures</source>
      <translation>读取图像之外的对象</translation>
    </message>
    <message>
      <source>Import files or a zip archive</source>
      <translation>导入文件或 zip 压缩包</translation>
    </message>
    <message>
      <source>Import {name}</source>
      <translation>导入 {name}</translation>
    </message>
    <message>
      <source>Not every object beside the pictures could be read.</source>
      <translation>并非所有图像之外的对象都能读取。</translation>
    </message>
    <message>
      <source>Import again to go on.</source>
      <translation>再次导入以继续。</translation>
    </message>
    <message>
      <source>There is no DICOM study in what was given.</source>
      <translation>所给内容中没有 DICOM 检查。</translation>
    </message>
    <message>
      <source>Enter opens the selected study.</source>
      <translation>按 Enter 打开所选检查。</translation>
    </message>
    <message>
      <source>Scroll one alone with links off (Alt+L), then link them as they stand (Alt+Shift+L).</source>
      <translation>关闭链接 (Alt+L) 单独翻页，然后按当前位置链接 (Alt+Shift+L)。</translation>
    </message>
    <message>
      <source>Viewers scroll together.</source>
      <translation>各视窗一起滚动。</translation>
    </message>
    <message>
      <source>Viewers scroll each for itself.</source>
      <translation>各视窗独立滚动。</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified together.</source>
      <translation>各视窗一起移动和缩放。</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified each for itself.</source>
      <translation>各视窗独立移动和缩放。</translation>
    </message>
    <message>
      <source>Viewers share one window.</source>
      <translation>各视窗共用一个窗宽窗位。</translation>
    </message>
    <message>
      <source>Viewers have windows of their own.</source>
      <translation>各视窗使用各自的窗宽窗位。</translation>
    </message>
    <message>
      <source>What is this hanging protocol called?</source>
      <translation>此挂片协议叫什么名字？</translation>
    </message>
    <message>
      <source>No earlier study of this patient has pictures of this kind.</source>
      <translation>该患者没有更早的检查含有此类图像。</translation>
    </message>
    <message>
      <source>The study of {date} stands beside this one.</source>
      <translation>{date} 的检查已并列显示。</translation>
    </message>
    <message>
      <source>Viewers of different frames of reference are no longer linked.</source>
      <translation>不同参考坐标系的视窗不再链接。</translation>
    </message>
    <message>
      <source>Viewers scroll together from where they stand.</source>
      <translation>视窗从当前位置一起翻页。</translation>
    </message>
    <message>
      <source>Layouts (Alt+1 to Alt+9) and series go to the window of the viewer that was clicked last.</source>
      <translation>布局（Alt+1 至 Alt+9）和序列进入最后点击的视窗所在的窗口。</translation>
    </message>
    <message>
      <source>There is no hanging protocol.</source>
      <translation>没有挂片协议。</translation>
    </message>
    <message>
      <source>Saved the hanging protocol {name}.</source>
      <translation>已保存挂片协议 {name}。</translation>
    </message>
    <message>
      <source>The pictures are in the other window. Alt+M brings the viewer back that was clicked last; a series can be dragged here.</source>
      <translation>图像在另一个窗口中。Alt+M 将最后点击的视窗移回；也可将序列拖到此处。</translation>
    </message>
    <message>
      <source>Read stored values</source>
      <translation>读取存储值</translation>
    </message>
    <message>
      <source>Hold a ruler to the scale: projectors, remote and scaled screens tell wrong sizes; a radiograph is magnified.</source>
      <translation>请用尺子核对比例：投影仪、远程和缩放屏幕的尺寸不准；X 线片有放大。</translation>
    </message>
    <message>
      <source>Nothing says how large a pixel of this picture is.</source>
      <translation>没有信息说明此图像像素的大小。</translation>
    </message>
    <message>
      <source>Calibrate it by a known length (K).</source>
      <translation>请用已知长度校准 (K)。</translation>
    </message>
    <message>
      <source>The screen does not tell how large it is.</source>
      <translation>屏幕未报告其大小。</translation>
    </message>
    <message>
      <source>True size for a screen that is {width} cm wide, as it tells itself.</source>
      <translation>按屏幕自报宽度 {width} cm 显示真实尺寸。</translation>
    </message>
    <message>
      <source>Drop the outline</source>
      <translation>放弃轮廓</translation>
    </message>
    <message>
      <source>Ctrl+Z takes it back.</source>
      <translation>Ctrl+Z 可撤回。</translation>
    </message>
    <message>
      <source>That lies outside the images.</source>
      <translation>那在图像之外。</translation>
    </message>
    <message>
      <source>Mark something inside them.</source>
      <translation>请在图像内标记。</translation>
    </message>
    <message>
      <source>The outline of “{name}” is not kept yet. Marks: {count}.</source>
      <translation>“{name}”的轮廓尚未保存。标记：{count}。</translation>
    </message>
    <message>
      <source>it has no voxels now</source>
      <translation>现在没有体素</translation>
    </message>
    <message>
      <source>“{name}” is kept: {size}.</source>
      <translation>“{name}”已保存：{size}。</translation>
    </message>
    <message>
      <source>Nothing is marked yet.</source>
      <translation>尚无标记。</translation>
    </message>
    <message>
      <source>Click inside the structure, or leave with Escape.</source>
      <translation>请点击结构内部，或按 Esc 离开。</translation>
    </message>
    <message>
      <source>The outline is empty: there is nothing to keep.</source>
      <translation>轮廓为空：没有可保留的内容。</translation>
    </message>
    <message>
      <source>Mark the inside, or leave with Escape.</source>
      <translation>请标记内部，或按 Esc 离开。</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>已停止。</translation>
    </message>
    <message>
      <source>The mark stays: mark again, or take it back.</source>
      <translation>标记保留：请再次标记，或撤回。</translation>
    </message>
    <message>
      <source>Radiomics</source>
      <translation>影像组学</translation>
    </message>
    <message>
      <source>No segment is in hand.</source>
      <translation>当前没有分割段。</translation>
    </message>
    <message>
      <source>Click its name in the list.</source>
      <translation>请在列表中点击其名称。</translation>
    </message>
    <message>
      <source>No segments are on the images.</source>
      <translation>图像上没有分割段。</translation>
    </message>
    <message>
      <source>Segments on the clipboard, as a table: {count}.</source>
      <translation>已将分割段以表格形式复制到剪贴板：{count}。</translation>
    </message>
    <message>
      <source>Measure on them by hand.</source>
      <translation>请在图像上手动测量。</translation>
    </message>
    <message>
      <source>There is no report that could be changed.</source>
      <translation>没有可更改的报告。</translation>
    </message>
    <message>
      <source>Draft it (Ctrl+D), or start an addendum.</source>
      <translation>请起草 (Ctrl+D)，或开始补充报告。</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) or in two directions (Shift+R), then press F.</source>
      <translation>用标尺 (R) 或两个方向 (Shift+R) 测量，然后按 F。</translation>
    </message>
    <message>
      <source>Undo, or reject one of them.</source>
      <translation>请撤销，或拒绝其中之一。</translation>
    </message>
    <message>
      <source>Its value can be copied with the table.</source>
      <translation>其值可随表格复制。</translation>
    </message>
    <message>
      <source>Measurements on the clipboard, as a table: {count}.</source>
      <translation>剪贴板中的测量（表格）：{count}。</translation>
    </message>
    <message>
      <source>It is a finding already.</source>
      <translation>它已经是一项所见。</translation>
    </message>
    <message>
      <source>What is selected has no size.</source>
      <translation>所选内容没有尺寸。</translation>
    </message>
    <message>
      <source>There is no size that is not a finding yet.</source>
      <translation>没有尚未成为所见的尺寸。</translation>
    </message>
    <message>
      <source>This may be the {finding} already listed.</source>
      <translation>这可能是已列出的所见：{finding}。</translation>
    </message>
    <message>
      <source>There is no size or angle to report: {kind}.</source>
      <translation>没有可报告的尺寸或角度：{kind}。</translation>
    </message>
    <message>
      <source>Add a model pack from a file</source>
      <translation>从文件添加模型包</translation>
    </message>
    <message>
      <source>A folder of cases with references</source>
      <translation>带参考的病例文件夹</translation>
    </message>
    <message>
      <source>Accept the model</source>
      <translation>接受模型</translation>
    </message>
    <message>
      <source>Remove the model</source>
      <translation>移除模型</translation>
    </message>
    <message>
      <source>Add a model pack from a folder</source>
      <translation>从文件夹添加模型包</translation>
    </message>
    <message>
      <source>Install it marked so</source>
      <translation>如此标注并安装</translation>
    </message>
    <message>
      <source>No series is open.</source>
      <translation>没有打开的序列。</translation>
    </message>
    <message>
      <source>Open a study first.</source>
      <translation>请先打开检查。</translation>
    </message>
    <message>
      <source>See Help, Models.</source>
      <translation>见“帮助”中的“模型”。</translation>
    </message>
    <message>
      <source>No lungs were found by this model in this series.</source>
      <translation>此模型在此序列中未找到肺。</translation>
    </message>
    <message>
      <source>Lung nodules are looked for inside lungs.</source>
      <translation>肺结节在肺内查找。</translation>
    </message>
    <message>
      <source>made for: {parts}</source>
      <translation>适用于:{parts}</translation>
    </message>
    <message>
      <source>Bring segmentations along</source>
      <translation>携带分割</translation>
    </message>
    <message>
      <source>Bring along</source>
      <translation>携带</translation>
    </message>
    <message>
      <source>More pictures of this series came after this was made: {names}.</source>
      <translation>创建以下内容后，该序列又有新图像到达：{names}。</translation>
    </message>
    <message>
      <source>Export the reformat to</source>
      <translation>将重组导出到</translation>
    </message>
    <message>
      <source>Export the reformat</source>
      <translation>导出重组</translation>
    </message>
    <message>
      <source>Lay the plane along the line flat</source>
      <translation>沿线展平平面</translation>
    </message>
    <message>
      <source>Values over time</source>
      <translation>随时间的值</translation>
    </message>
    <message>
      <source>No line is selected.</source>
      <translation>未选择线。</translation>
    </message>
    <message>
      <source>Draw one of several points (L), and select it.</source>
      <translation>请绘制多点线 (L) 并选择它。</translation>
    </message>
    <message>
      <source>Follow the line</source>
      <translation>跟随线条</translation>
    </message>
    <message>
      <source>1 picture is in {folder}.</source>
      <translation>1 幅图像位于 {folder}。</translation>
    </message>
    <message>
      <source>{count} pictures are in {folder}.</source>
      <translation>{count} 幅图像位于 {folder}。</translation>
    </message>
    <message>
      <source>Export to</source>
      <translation>导出到</translation>
    </message>
    <message>
      <source>Export the corrections of drafts</source>
      <translation>导出草稿的修改</translation>
    </message>
    <message>
      <source>Put the cursor into a sentence of the report first.</source>
      <translation>请先将光标放入报告的某一句中。</translation>
    </message>
    <message>
      <source>Nothing was measured on an accepted finding.</source>
      <translation>已接受的所见上没有测量。</translation>
    </message>
    <message>
      <source>Measure one and accept it, then try again.</source>
      <translation>请测量一处并接受，然后重试。</translation>
    </message>
    <message>
      <source>Draft and final text of 1 signed report, without names and dates; pairs of sentences: {pairs}</source>
      <translation>1 份已签署报告的草稿与终稿，不含姓名和日期；句对：{pairs}</translation>
    </message>
    <message>
      <source>Draft and final text of {count} signed reports, without names and dates; pairs of sentences: {pairs}</source>
      <translation>{count} 份已签署报告的草稿与终稿，不含姓名和日期；句对：{pairs}</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back?</source>
      <translation>告知了谁、方式、是否复述？</translation>
    </message>
    <message>
      <source>This report has no critical result.</source>
      <translation>本报告没有危急结果。</translation>
    </message>
    <message>
      <source>The list is resources/terms/critical.toml.</source>
      <translation>该列表为 resources/terms/critical.toml。</translation>
    </message>
    <message>
      <source>Signed.</source>
      <translation>已签署。</translation>
    </message>
    <message>
      <source>Ctrl+Shift+C copies it as text; Ctrl+E writes PDF and DICOM.</source>
      <translation>Ctrl+Shift+C 复制为文本；Ctrl+E 写出 PDF 和 DICOM。</translation>
    </message>
    <message>
      <source>The signed report is on the clipboard.</source>
      <translation>已签署的报告在剪贴板中。</translation>
    </message>
    <message>
      <source>Open the study and wait for its images first.</source>
      <translation>请打开检查并先等待其图像。</translation>
    </message>
    <message>
      <source>No finding is accepted, so the report says that nothing was found.</source>
      <translation>没有接受任何所见，因此报告写明未发现异常。</translation>
    </message>
    <message>
      <source>Accept findings with Space.</source>
      <translation>按空格接受所见。</translation>
    </message>
    <message>
      <source>Nothing stands in the way of signing.</source>
      <translation>签署没有障碍。</translation>
    </message>
    <message>
      <source>Segments share voxels: each is whole in one of several NIfTI files.</source>
      <translation>分割区域共用体素：每个分割区域完整保存在多个 NIfTI 文件之一中。</translation>
    </message>
    <message>
      <source>Files to be written: {files}.</source>
      <translation>将写入的文件数：{files}。</translation>
    </message>
    <message>
      <source>The file is not valid.</source>
      <translation>文件无效。</translation>
    </message>
    <message>
      <source>{wrong} of {count} files are not valid.</source>
      <translation>{count} 个文件中有 {wrong} 个无效。</translation>
    </message>
    <message>
      <source>{reasons} They are in {folder}.</source>
      <translation>{reasons} 文件位于 {folder}。</translation>
    </message>
    <message>
      <source>1 file written and read back:</source>
      <translation>已写入并读回 1 个文件：</translation>
    </message>
    <message>
      <source>{count} files written and read back:</source>
      <translation>已写入并回读 {count} 个文件：</translation>
    </message>
    <message>
      <source>What was found, and where?</source>
      <translation>发现了什么，在哪里？</translation>
    </message>
    <message>
      <source>What is this segment?</source>
      <translation>此分割段是什么？</translation>
    </message>
    <message>
      <source>Which values is it to hold instead of what it holds? From, to</source>
      <translation>用哪些值取代其现有内容？从、到</translation>
    </message>
    <message>
      <source>Otsu's threshold</source>
      <translation>Otsu 阈值</translation>
    </message>
    <message>
      <source>Remove islands smaller than how many ml?</source>
      <translation>移除小于多少 ml 的孤岛？</translation>
    </message>
    <message>
      <source>Split islands</source>
      <translation>拆分岛</translation>
    </message>
    <message>
      <source>How many millimetres larger? With a minus, smaller</source>
      <translation>增大多少毫米？负数为缩小</translation>
    </message>
    <message>
      <source>How many millimetres thick is the wall?</source>
      <translation>壁厚多少毫米？</translation>
    </message>
    <message>
      <source>Measure the segments</source>
      <translation>测量分割段</translation>
    </message>
    <message>
      <source>Grow a region</source>
      <translation>生长区域</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>阈值</translation>
    </message>
    <message>
      <source>Remove small islands</source>
      <translation>移除小岛</translation>
    </message>
    <message>
      <source>Margin</source>
      <translation>边缘</translation>
    </message>
    <message>
      <source>Hollow</source>
      <translation>掏空</translation>
    </message>
    <message>
      <source>Over how many millimetres?</source>
      <translation>在多少毫米范围内？</translation>
    </message>
    <message>
      <source>There is no other segment to combine it with.</source>
      <translation>没有其他分割段可合并。</translation>
    </message>
    <message>
      <source>Click its name in the list, or begin a new one.</source>
      <translation>请在列表中点击其名称，或新建一个。</translation>
    </message>
    <message>
      <source>The segment now holds all above {value}.</source>
      <translation>该分割区域现包含所有高于 {value} 的部分。</translation>
    </message>
    <message>
      <source>Fill holes</source>
      <translation>填充空洞</translation>
    </message>
    <message>
      <source>Smooth</source>
      <translation>平滑</translation>
    </message>
    <message>
      <source>Fill between slices</source>
      <translation>切片间填充</translation>
    </message>
    <message>
      <source>Undo it and let values differ less, or set the reach higher.</source>
      <translation>撤销后减小允许的数值差，或增大范围。</translation>
    </message>
    <message>
      <source>The template requires this line.</source>
      <translation>模板要求此行。</translation>
    </message>
    <message>
      <source>Write there that it does not apply, if so.</source>
      <translation>如不适用，请在此注明。</translation>
    </message>
    <message>
      <source>Read the mask</source>
      <translation>读取蒙片</translation>
    </message>
    <message>
      <source>The file names no mask: frame 1 is subtracted.</source>
      <translation>文件未指定蒙片：已减去第 1 帧。</translation>
    </message>
    <message>
      <source>Another frame becomes the mask by its own command in the menu View, Films.</source>
      <translation>可用“视图”菜单“影片”中的命令把其他帧设为蒙片。</translation>
    </message>
    <message>
      <source>Read the elements</source>
      <translation>读取元素</translation>
    </message>
    <message>
      <source>Import segments (NRRD or NIfTI label map, STL surfaces)</source>
      <translation>导入分割（NRRD 或 NIfTI 标签图，STL 表面）</translation>
    </message>
    <message>
      <source>Import segments</source>
      <translation>导入分割</translation>
    </message>
    <message>
      <source>Several label maps cannot be imported at once.</source>
      <translation>不能一次导入多个标签图。</translation>
    </message>
    <message>
      <source>Choose one of them, or several STL surfaces.</source>
      <translation>请选择其中一个，或多个 STL 表面。</translation>
    </message>
    <message>
      <source>DICOM segmentations and structure sets are imported as files of the study.</source>
      <translation>DICOM 分割和结构集作为检查的文件导入。</translation>
    </message>
    <message>
      <source>1 segment of {name} is on the pictures.</source>
      <translation>{name} 的 1 个分割区已显示在图像上。</translation>
    </message>
    <message>
      <source>{count} segments of {name} are on the pictures.</source>
      <translation>{name} 的 {count} 个分割区已显示在图像上。</translation>
    </message>
    <message>
      <source>This template has no structures to be marked as reviewed.</source>
      <translation>此模板没有可标记为已查看的结构。</translation>
    </message>
    <message>
      <source>Choose another template in the menu Report.</source>
      <translation>请在报告菜单中选择其他模板。</translation>
    </message>
    <message>
      <source>Nothing is left to fill in.</source>
      <translation>没有待填写的内容。</translation>
    </message>
    <message>
      <source>Moving picture (GIF)</source>
      <translation>动态图片 (GIF)</translation>
    </message>
    <message>
      <source>turns without end, for slides and messages</source>
      <translation>循环旋转，用于幻灯片和消息</translation>
    </message>
    <message>
      <source>Film (AVI)</source>
      <translation>影片 (AVI)</translation>
    </message>
    <message>
      <source>three turns, for players of films</source>
      <translation>旋转三圈，用于视频播放器</translation>
    </message>
    <message>
      <source>Export the turntable to</source>
      <translation>将旋转动画导出到</translation>
    </message>
    <message>
      <source>Export the turntable</source>
      <translation>导出旋转动画</translation>
    </message>
    <message>
      <source>There are no visible segments.</source>
      <translation>没有可见的分割段。</translation>
    </message>
    <message>
      <source>Segment the series, or show the segments (G).</source>
      <translation>请分割此序列，或显示分割段 (G)。</translation>
    </message>
    <message>
      <source>The scissors took nothing away.</source>
      <translation>剪刀未剪去任何内容。</translation>
    </message>
    <message>
      <source>There is no volume to show in 3D.</source>
      <translation>没有可在 3D 中显示的容积。</translation>
    </message>
    <message>
      <source>Open a series of slices.</source>
      <translation>请打开切片序列。</translation>
    </message>
    <message>
      <source>3D is not there yet.</source>
      <translation>3D 尚未就绪。</translation>
    </message>
    <message>
      <source>Show the 3D view (M) and wait a moment.</source>
      <translation>请显示 3D 视图 (M) 并稍候。</translation>
    </message>
    <message>
      <source>One turn is in {path}.</source>
      <translation>旋转一周的动画位于 {path}。</translation>
    </message>
    <message>
      <source>Keys 1, 2 and 0 work here.</source>
      <translation>此处可用按键 1、2 和 0。</translation>
    </message>
    <message>
      <source>The file has no other window.</source>
      <translation>文件没有其他窗。</translation>
    </message>
    <message>
      <source>The number keys have more.</source>
      <translation>数字键有更多。</translation>
    </message>
    <message>
      <source>CT in stored values</source>
      <translation>以存储值显示的 CT</translation>
    </message>
    <message>
      <source>not CT</source>
      <translation>非 CT</translation>
    </message>
    <message>
      <source>Key {key} is a window in Hounsfield units; this is {unit}.</source>
      <translation>按键 {key} 是以亨氏单位定义的窗；当前为{unit}。</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>窗</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>颜色</translation>
    </message>
    <message>
      <source>Films</source>
      <translation>影片</translation>
    </message>
    <message>
      <source>Reformats</source>
      <translation>重组</translation>
    </message>
    <message>
      <source>Fusion</source>
      <translation>融合</translation>
    </message>
    <message>
      <source>Panels</source>
      <translation>面板</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>检查</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>编辑</translation>
    </message>
    <message>
      <source>View</source>
      <translation>视图</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>测量</translation>
    </message>
    <message>
      <source>3D</source>
      <translation>3D</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <source>Start the decoders</source>
      <translation>启动解码器</translation>
    </message>
    <message>
      <source>Back up the library</source>
      <translation>备份资料库</translation>
    </message>
    <message>
      <source>Open one from the worklist.</source>
      <translation>请从工作列表打开一个。</translation>
    </message>
    <message>
      <source>Stopped: {what}.</source>
      <translation>已停止：{what}。</translation>
    </message>
    <message>
      <source>How much of the colour is seen</source>
      <translation>颜色可见程度</translation>
    </message>
    <message>
      <source>{name} view</source>
      <translation>{name}视图</translation>
    </message>
    <message>
      <source>{count} volumes</source>
      <translation>{count} 个容积</translation>
    </message>
    <message>
      <source>Series</source>
      <translation>序列</translation>
    </message>
    <message>
      <source>ruler</source>
      <translation>标尺</translation>
    </message>
    <message>
      <source>polyline</source>
      <translation>折线</translation>
    </message>
    <message>
      <source>bidirectional</source>
      <translation>两个方向</translation>
    </message>
    <message>
      <source>angle</source>
      <translation>角度</translation>
    </message>
    <message>
      <source>cobb angle</source>
      <translation>Cobb 角</translation>
    </message>
    <message>
      <source>rectangle</source>
      <translation>矩形</translation>
    </message>
    <message>
      <source>ellipse</source>
      <translation>椭圆</translation>
    </message>
    <message>
      <source>freehand</source>
      <translation>手绘</translation>
    </message>
    <message>
      <source>spline</source>
      <translation>样条</translation>
    </message>
    <message>
      <source>livewire</source>
      <translation>智能套索</translation>
    </message>
    <message>
      <source>arrow</source>
      <translation>箭头</translation>
    </message>
    <message>
      <source>text</source>
      <translation>文字</translation>
    </message>
    <message>
      <source>probe</source>
      <translation>取值</translation>
    </message>
    <message>
      <source>vertebra</source>
      <translation>椎体</translation>
    </message>
    <message>
      <source>calibration</source>
      <translation>校准</translation>
    </message>
    <message>
      <source>brush</source>
      <translation>画笔</translation>
    </message>
    <message>
      <source>eraser</source>
      <translation>橡皮</translation>
    </message>
    <message>
      <source>scissors</source>
      <translation>剪刀</translation>
    </message>
    <message>
      <source>grow region</source>
      <translation>区域生长</translation>
    </message>
    <message>
      <source>fill region</source>
      <translation>区域填充</translation>
    </message>
    <message>
      <source>turn planes</source>
      <translation>旋转平面</translation>
    </message>
    <message>
      <source>select</source>
      <translation>选择</translation>
    </message>
    <message>
      <source>crosshair</source>
      <translation>十字线</translation>
    </message>
    <message>
      <source>window level</source>
      <translation>窗宽窗位</translation>
    </message>
    <message>
      <source>region window</source>
      <translation>按区域设窗</translation>
    </message>
    <message>
      <source>pan</source>
      <translation>平移</translation>
    </message>
    <message>
      <source>zoom</source>
      <translation>缩放</translation>
    </message>
    <message>
      <source>scroll</source>
      <translation>翻页</translation>
    </message>
    <message>
      <source>CPU ray casting</source>
      <translation>CPU 光线投射</translation>
    </message>
    <message>
      <source>scissors: draw around what goes</source>
      <translation>剪刀：圈出要去除的部分</translation>
    </message>
    <message>
      <source>coarse</source>
      <translation>粗略</translation>
    </message>
    <message>
      <source>gap {size} mm</source>
      <translation>间隔 {size} mm</translation>
    </message>
    <message>
      <source>{count} y</source>
      <translation>{count} 岁</translation>
    </message>
    <message>
      <source>{count} mo</source>
      <translation>{count} 月龄</translation>
    </message>
    <message>
      <source>thickness {size} mm</source>
      <translation>层厚 {size} mm</translation>
    </message>
    <message>
      <source>step {size} mm</source>
      <translation>步距 {size} mm</translation>
    </message>
    <message>
      <source>no name</source>
      <translation>无姓名</translation>
    </message>
    <message>
      <source>lossy</source>
      <translation>有损</translation>
    </message>
    <message>
      <source>as acquired</source>
      <translation>原始采集</translation>
    </message>
    <message>
      <source>resampled</source>
      <translation>重采样</translation>
    </message>
    <message>
      <source>Frame</source>
      <translation>帧</translation>
    </message>
    <message>
      <source>colour</source>
      <translation>彩色</translation>
    </message>
    <message>
      <source>contrast</source>
      <translation>对比剂</translation>
    </message>
    <message>
      <source>oblique</source>
      <translation>斜位</translation>
    </message>
    <message>
      <source>mirrored</source>
      <translation>镜像</translation>
    </message>
    <message>
      <source>stored {number}</source>
      <translation>存储值 {number}</translation>
    </message>
    <message>
      <source>value {number}</source>
      <translation>值 {number}</translation>
    </message>
    <message>
      <source>padding: no picture</source>
      <translation>填充：无图像</translation>
    </message>
    <message>
      <source>shade {number} of 255</source>
      <translation>灰阶 {number} / 255</translation>
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
      <translation>热铁</translation>
    </message>
    <message>
      <source>PET</source>
      <translation>PET</translation>
    </message>
    <message>
      <source>PET 20 step</source>
      <translation>PET 20 级</translation>
    </message>
    <message>
      <source>hot metal blue</source>
      <translation>热金属蓝</translation>
    </message>
    <message>
      <source>rainbow</source>
      <translation>彩虹</translation>
    </message>
    <message>
      <source>spring</source>
      <translation>春季</translation>
    </message>
    <message>
      <source>summer</source>
      <translation>夏季</translation>
    </message>
    <message>
      <source>fall</source>
      <translation>秋季</translation>
    </message>
    <message>
      <source>winter</source>
      <translation>冬季</translation>
    </message>
    <message>
      <source>{lowest} to {highest}</source>
      <translation>{lowest} 至 {highest}</translation>
    </message>
    <message>
      <source>colour: no value</source>
      <translation>彩色：无数值</translation>
    </message>
    <message>
      <source>minus frame {numbers}</source>
      <translation>减第 {numbers} 帧</translation>
    </message>
    <message>
      <source>mean {value}</source>
      <translation>均值 {value}</translation>
    </message>
    <message>
      <source>not subtracted</source>
      <translation>未减影</translation>
    </message>
    <message>
      <source>mask moved {right} / {down} px</source>
      <translation>蒙片移动 {right} / {down} px</translation>
    </message>
    <message>
      <source>colour: no values</source>
      <translation>彩色：无数值</translation>
    </message>
    <message>
      <source>peak {value}</source>
      <translation>峰值 {value}</translation>
    </message>
    <message>
      <source>max {value}</source>
      <translation>最大 {value}</translation>
    </message>
    <message>
      <source>left button, drag</source>
      <translation>左键拖动</translation>
    </message>
    <message>
      <source>the tool in hand (a click without one selects, or moves the crosshair)</source>
      <translation>当前工具（无工具时单击为选择或移动十字线）</translation>
    </message>
    <message>
      <source>turn the body</source>
      <translation>旋转身体</translation>
    </message>
    <message>
      <source>right button, drag</source>
      <translation>右键拖动</translation>
    </message>
    <message>
      <source>window and level</source>
      <translation>窗宽窗位</translation>
    </message>
    <message>
      <source>magnify</source>
      <translation>缩放</translation>
    </message>
    <message>
      <source>middle button, drag</source>
      <translation>中键拖动</translation>
    </message>
    <message>
      <source>move the picture</source>
      <translation>移动图像</translation>
    </message>
    <message>
      <source>wheel</source>
      <translation>滚轮</translation>
    </message>
    <message>
      <source>through the pictures</source>
      <translation>浏览图像</translation>
    </message>
    <message>
      <source>wheel + control</source>
      <translation>滚轮 + Ctrl</translation>
    </message>
    <message>
      <source>wheel + shift</source>
      <translation>滚轮 + Shift</translation>
    </message>
    <message>
      <source>a larger or smaller brush</source>
      <translation>更大或更小画笔</translation>
    </message>
    <message>
      <source>wheel + control + shift</source>
      <translation>滚轮 + Ctrl + Shift</translation>
    </message>
    <message>
      <source>a thicker or thinner slab</source>
      <translation>更厚或更薄厚层</translation>
    </message>
    <message>
      <source>left button, double click</source>
      <translation>左键双击</translation>
    </message>
    <message>
      <source>one view, or all four again</source>
      <translation>单个视图或恢复全部四个</translation>
    </message>
    <message>
      <source>supported</source>
      <translation>有依据</translation>
    </message>
    <message>
      <source>unsupported</source>
      <translation>无依据</translation>
    </message>
    <message>
      <source>contradicted</source>
      <translation>相矛盾</translation>
    </message>
    <message>
      <source>not checkable</source>
      <translation>无法核对</translation>
    </message>
    <message>
      <source>Draft report</source>
      <translation>起草报告</translation>
    </message>
    <message>
      <source>Edit sentence</source>
      <translation>修改句子</translation>
    </message>
    <message>
      <source>Add sentence</source>
      <translation>添加句子</translation>
    </message>
    <message>
      <source>Remove sentence</source>
      <translation>移除句子</translation>
    </message>
    <message>
      <source>Check sentence</source>
      <translation>核对句子</translation>
    </message>
    <message>
      <source>Start addendum</source>
      <translation>开始补充报告</translation>
    </message>
    <message>
      <source>Sign report</source>
      <translation>签署报告</translation>
    </message>
    <message>
      <source>Insert a key image</source>
      <translation>插入关键图像</translation>
    </message>
    <message>
      <source>Bring back a version of the report</source>
      <translation>恢复报告的某个版本</translation>
    </message>
    <message>
      <source>checked</source>
      <translation>已核对</translation>
    </message>
    <message>
      <source>own words</source>
      <translation>自己的文字</translation>
    </message>
    <message>
      <source>imported</source>
      <translation>已导入</translation>
    </message>
    <message>
      <source>reading</source>
      <translation>阅片中</translation>
    </message>
    <message>
      <source>drafted</source>
      <translation>已起草</translation>
    </message>
    <message>
      <source>signed</source>
      <translation>已签署</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>未知</translation>
    </message>
    <message>
      <source>new</source>
      <translation>新发</translation>
    </message>
    <message>
      <source>larger</source>
      <translation>增大</translation>
    </message>
    <message>
      <source>stable</source>
      <translation>稳定</translation>
    </message>
    <message>
      <source>smaller</source>
      <translation>缩小</translation>
    </message>
    <message>
      <source>resolved</source>
      <translation>消失</translation>
    </message>
    <message>
      <source>not comparable</source>
      <translation>不可比较</translation>
    </message>
    <message>
      <source>soft tissue</source>
      <translation>软组织</translation>
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
      <translation>脑</translation>
    </message>
    <message>
      <source>liver</source>
      <translation>肝</translation>
    </message>
    <message>
      <source>mediastinum</source>
      <translation>纵隔</translation>
    </message>
    <message>
      <source>angio</source>
      <translation>血管</translation>
    </message>
    <message>
      <source>stroke</source>
      <translation>卒中</translation>
    </message>
    <message>
      <source>full</source>
      <translation>全范围</translation>
    </message>
    <message>
      <source>of a region</source>
      <translation>所选区域</translation>
    </message>
    <message>
      <source>all of this picture</source>
      <translation>整幅图像</translation>
    </message>
    <message>
      <source>1 to 99 %</source>
      <translation>1 至 99 %</translation>
    </message>
    <message>
      <source>inverted</source>
      <translation>反相</translation>
    </message>
    <message>
      <source>inverse grey</source>
      <translation>反相灰度</translation>
    </message>
    <message>
      <source>linked</source>
      <translation>已联动</translation>
    </message>
    <message>
      <source>linked by picture</source>
      <translation>按图像联动</translation>
    </message>
    <message>
      <source>linked as they stood</source>
      <translation>按当时位置联动</translation>
    </message>
    <message>
      <source>window</source>
      <translation>窗</translation>
    </message>
    <message>
      <source>no mm: lengths in pixels</source>
      <translation>无 mm：长度以像素计</translation>
    </message>
    <message>
      <source>≈ mm on the detector</source>
      <translation>≈ 探测器上的 mm</translation>
    </message>
    <message>
      <source>≈ mm by magnification factor</source>
      <translation>≈ 按放大系数的 mm</translation>
    </message>
    <message>
      <source>mm from Pixel Spacing</source>
      <translation>mm 来自 Pixel Spacing</translation>
    </message>
    <message>
      <source>axial</source>
      <translation>轴位</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>冠状位</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>矢状位</translation>
    </message>
    <message>
      <source>picture</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>3D is being made.</source>
      <translation>正在生成 3D。</translation>
    </message>
    <message>
      <source>3D takes longer than usual: the computer is busy. Click here to stop it.</source>
      <translation>3D 用时比平时长：计算机正忙。点击此处停止。</translation>
    </message>
    <message>
      <source>3D was stopped. Click here to make it.</source>
      <translation>3D 已停止。点击此处生成。</translation>
    </message>
    <message>
      <source>3D stopped twice on this series and is off for it. The slices are not touched. Click here to try again.</source>
      <translation>3D 在此序列上两次中断，已对其关闭。切片不受影响。点击此处重试。</translation>
    </message>
    <message>
      <source>any use; keep the licence text with copies</source>
      <translation>任何用途；副本须保留许可证文本</translation>
    </message>
    <message>
      <source>experimental: not accepted at this site</source>
      <translation>实验性：本单位未接受</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>Distances</source>
      <translation>距离</translation>
    </message>
    <message>
      <source>This organ</source>
      <translation>此器官</translation>
    </message>
    <message>
      <source>head</source>
      <translation>头部</translation>
    </message>
    <message>
      <source>neck</source>
      <translation>颈部</translation>
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
      <translation>腿部</translation>
    </message>
    <message>
      <source>upper third</source>
      <translation>上三分之一</translation>
    </message>
    <message>
      <source>middle third</source>
      <translation>中三分之一</translation>
    </message>
    <message>
      <source>lower third</source>
      <translation>下三分之一</translation>
    </message>
    <message>
      <source>definite</source>
      <translation>确定</translation>
    </message>
    <message>
      <source>probable</source>
      <translation>很可能</translation>
    </message>
    <message>
      <source>possible</source>
      <translation>可能</translation>
    </message>
    <message>
      <source>Bidirectional</source>
      <translation>双向</translation>
    </message>
    <message>
      <source>Polyline</source>
      <translation>折线</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>区域</translation>
    </message>
    <message>
      <source>Spline</source>
      <translation>样条曲线</translation>
    </message>
    <message>
      <source>Probe</source>
      <translation>探针</translation>
    </message>
    <message>
      <source>Text note</source>
      <translation>文字注释</translation>
    </message>
    <message>
      <source>Spine label</source>
      <translation>椎体名称</translation>
    </message>
    <message>
      <source>Calibration</source>
      <translation>校准</translation>
    </message>
    <message>
      <source>series</source>
      <translation>序列</translation>
    </message>
    <message>
      <source>vessels</source>
      <translation>血管</translation>
    </message>
    <message>
      <source>skin</source>
      <translation>皮肤</translation>
    </message>
    <message>
      <source>uptake</source>
      <translation>摄取</translation>
    </message>
    <message>
      <source>MR tissue</source>
      <translation>MR 组织</translation>
    </message>
    <message>
      <source>MR vessels</source>
      <translation>MR 血管</translation>
    </message>
    <message>
      <source>3D stopped and was started again</source>
      <translation>3D 已停止并重新启动</translation>
    </message>
    <message>
      <source>corrected</source>
      <translation>已更正</translation>
    </message>
    <message>
      <source>passively accepted</source>
      <translation>未核对即接受</translation>
    </message>
    <message>
      <source>not attested</source>
      <translation>未表态</translation>
    </message>
    <message>
      <source>within minutes</source>
      <translation>数分钟内</translation>
    </message>
    <message>
      <source>within hours</source>
      <translation>数小时内</translation>
    </message>
    <message>
      <source>within days</source>
      <translation>数天内</translation>
    </message>
  </context>
</TS>
