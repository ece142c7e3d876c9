<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Lightbox</name>
    <message>
      <source>Import folder</source>
      <translation>Ordner importieren</translation>
    </message>
    <message>
      <source>Import files or zip</source>
      <translation>Dateien oder Zip importieren</translation>
    </message>
    <message>
      <source>Load the demonstration study</source>
      <translation>Demonstrationsuntersuchung laden</translation>
    </message>
    <message>
      <source>What the last import refused or found odd</source>
      <translation>Was der letzte Import ablehnte oder auffällig fand</translation>
    </message>
    <message>
      <source>Patients who may be one</source>
      <translation>Patienten, die einer sein könnten</translation>
    </message>
    <message>
      <source>The study is of another patient</source>
      <translation>Die Untersuchung ist von einem anderen Patienten</translation>
    </message>
    <message>
      <source>Open the selected study</source>
      <translation>Ausgewählte Untersuchung öffnen</translation>
    </message>
    <message>
      <source>Worklist</source>
      <translation>Arbeitsliste</translation>
    </message>
    <message>
      <source>Search studies</source>
      <translation>Untersuchungen suchen</translation>
    </message>
    <message>
      <source>What the study takes on disk</source>
      <translation>Speicherbedarf der Untersuchung</translation>
    </message>
    <message>
      <source>Archive the study to a folder</source>
      <translation>Untersuchung in einen Ordner archivieren</translation>
    </message>
    <message>
      <source>Delete the study</source>
      <translation>Untersuchung löschen</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <source>Select and move the crosshair</source>
      <translation>Auswählen und Fadenkreuz bewegen</translation>
    </message>
    <message>
      <source>Window and level</source>
      <translation>Fensterung</translation>
    </message>
    <message>
      <source>Window from a region: drag a box</source>
      <translation>Fenster aus einer Region: Rahmen ziehen</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>Verschieben</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <source>Scroll</source>
      <translation>Blättern</translation>
    </message>
    <message>
      <source>Pointer left, faster while held</source>
      <translation>Zeiger nach links, gehalten schneller</translation>
    </message>
    <message>
      <source>Pointer right, faster while held</source>
      <translation>Zeiger nach rechts, gehalten schneller</translation>
    </message>
    <message>
      <source>Pointer up, faster while held</source>
      <translation>Zeiger nach oben, gehalten schneller</translation>
    </message>
    <message>
      <source>Pointer down, faster while held</source>
      <translation>Zeiger nach unten, gehalten schneller</translation>
    </message>
    <message>
      <source>Press the left button at the pointer, or let it go</source>
      <translation>Linke Taste am Zeiger drücken oder loslassen</translation>
    </message>
    <message>
      <source>Ruler</source>
      <translation>Lineal</translation>
    </message>
    <message>
      <source>Two directions at right angles (RECIST)</source>
      <translation>Zwei Richtungen im rechten Winkel (RECIST)</translation>
    </message>
    <message>
      <source>Length along a line</source>
      <translation>Länge entlang einer Linie</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>Winkel</translation>
    </message>
    <message>
      <source>Cobb angle</source>
      <translation>Cobb-Winkel</translation>
    </message>
    <message>
      <source>Ellipse</source>
      <translation>Ellipse</translation>
    </message>
    <message>
      <source>Rectangle</source>
      <translation>Rechteck</translation>
    </message>
    <message>
      <source>Region by hand</source>
      <translation>Freihandregion</translation>
    </message>
    <message>
      <source>Region through points (spline)</source>
      <translation>Region durch Punkte (Spline)</translation>
    </message>
    <message>
      <source>Region along edges (live wire)</source>
      <translation>Region entlang von Kanten (Live-Wire)</translation>
    </message>
    <message>
      <source>Value at a point</source>
      <translation>Wert an einem Punkt</translation>
    </message>
    <message>
      <source>Arrow</source>
      <translation>Pfeil</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <source>Names of vertebrae</source>
      <translation>Namen der Wirbel</translation>
    </message>
    <message>
      <source>Calibrate the picture by a known length</source>
      <translation>Bild an einer bekannten Länge kalibrieren</translation>
    </message>
    <message>
      <source>Take the last point away</source>
      <translation>Letzten Punkt zurücknehmen</translation>
    </message>
    <message>
      <source>Finish what is being drawn</source>
      <translation>Gezeichnetes abschließen</translation>
    </message>
    <message>
      <source>Rename the measurement</source>
      <translation>Messung umbenennen</translation>
    </message>
    <message>
      <source>Write the measurement into the report</source>
      <translation>Messung in den Bericht schreiben</translation>
    </message>
    <message>
      <source>Copy all measurements as a table</source>
      <translation>Alle Messungen als Tabelle kopieren</translation>
    </message>
    <message>
      <source>Window: from the file; SUV 0 to 10</source>
      <translation>Fenster: aus der Datei; SUV 0 bis 10</translation>
    </message>
    <message>
      <source>Window: soft tissue; percentiles</source>
      <translation>Fenster: Weichteile; Perzentile</translation>
    </message>
    <message>
      <source>Window: lung; SUV 0 to 5</source>
      <translation>Fenster: Lunge; SUV 0 bis 5</translation>
    </message>
    <message>
      <source>Window: bone; SUV 0 to 7</source>
      <translation>Fenster: Knochen; SUV 0 bis 7</translation>
    </message>
    <message>
      <source>Window: brain; SUV 0 to 15</source>
      <translation>Fenster: Gehirn; SUV 0 bis 15</translation>
    </message>
    <message>
      <source>Window: liver; SUV 0 to 20</source>
      <translation>Fenster: Leber; SUV 0 bis 20</translation>
    </message>
    <message>
      <source>Window: mediastinum; SUV 0 to 2.5</source>
      <translation>Fenster: Mediastinum; SUV 0 bis 2,5</translation>
    </message>
    <message>
      <source>Window: angio; SUV 0 to 30</source>
      <translation>Fenster: Angio; SUV 0 bis 30</translation>
    </message>
    <message>
      <source>Window: stroke; SUV 0 to 50</source>
      <translation>Fenster: Schlaganfall; SUV 0 bis 50</translation>
    </message>
    <message>
      <source>Window: full range</source>
      <translation>Fenster: voller Bereich</translation>
    </message>
    <message>
      <source>Window: all values of this picture</source>
      <translation>Fenster: alle Werte dieses Bildes</translation>
    </message>
    <message>
      <source>Next window of the file</source>
      <translation>Nächstes Fenster der Datei</translation>
    </message>
    <message>
      <source>Colours: grey</source>
      <translation>Farben: Grau</translation>
    </message>
    <message>
      <source>Colours: hot iron</source>
      <translation>Farben: Glühendes Eisen (Hot Iron)</translation>
    </message>
    <message>
      <source>Colours: PET</source>
      <translation>Farben: PET</translation>
    </message>
    <message>
      <source>Colours: PET 20 step</source>
      <translation>Farben: PET in 20 Stufen</translation>
    </message>
    <message>
      <source>Colours: hot metal blue</source>
      <translation>Farben: Glühendes Metall, blau (Hot Metal Blue)</translation>
    </message>
    <message>
      <source>Colours: rainbow</source>
      <translation>Farben: Regenbogen</translation>
    </message>
    <message>
      <source>Colours: spring</source>
      <translation>Farben: Frühling</translation>
    </message>
    <message>
      <source>Colours: summer</source>
      <translation>Farben: Sommer</translation>
    </message>
    <message>
      <source>Colours: fall</source>
      <translation>Farben: Herbst</translation>
    </message>
    <message>
      <source>Colours: winter</source>
      <translation>Farben: Winter</translation>
    </message>
    <message>
      <source>Reset the views</source>
      <translation>Ansichten zurücksetzen</translation>
    </message>
    <message>
      <source>Next picture</source>
      <translation>Nächstes Bild</translation>
    </message>
    <message>
      <source>Previous picture</source>
      <translation>Voriges Bild</translation>
    </message>
    <message>
      <source>Ten pictures on</source>
      <translation>Zehn Bilder weiter</translation>
    </message>
    <message>
      <source>Ten pictures back</source>
      <translation>Zehn Bilder zurück</translation>
    </message>
    <message>
      <source>Next part of the series: phase, echo, time point, picture</source>
      <translation>Nächster Teil der Serie: Phase, Echo, Zeitpunkt, Bild</translation>
    </message>
    <message>
      <source>Part of the series before</source>
      <translation>Voriger Teil der Serie</translation>
    </message>
    <message>
      <source>One view or all</source>
      <translation>Eine Ansicht oder alle</translation>
    </message>
    <message>
      <source>Show or hide segments</source>
      <translation>Segmente zeigen oder verbergen</translation>
    </message>
    <message>
      <source>Outlines only</source>
      <translation>Nur Umrisse</translation>
    </message>
    <message>
      <source>Show or hide marks and crosshair</source>
      <translation>Markierungen und Fadenkreuz zeigen oder verbergen</translation>
    </message>
    <message>
      <source>Show or hide the presentation state</source>
      <translation>Darstellungszustand zeigen oder verbergen</translation>
    </message>
    <message>
      <source>Show or hide what shutters cover</source>
      <translation>Zeigen oder verbergen, was Blenden abdecken</translation>
    </message>
    <message>
      <source>Show or hide drawings in the pictures (overlays of the file)</source>
      <translation>Zeichnungen in den Bildern zeigen oder verbergen (Overlays der Datei)</translation>
    </message>
    <message>
      <source>Magnifying glass at the pointer</source>
      <translation>Lupe am Zeiger</translation>
    </message>
    <message>
      <source>Stored value, value and shade at the pointer</source>
      <translation>Gespeicherter Wert, Wert und Grauton am Zeiger</translation>
    </message>
    <message>
      <source>True size: one millimetre is one millimetre on the screen</source>
      <translation>Wahre Größe: ein Millimeter ist ein Millimeter auf dem Bildschirm</translation>
    </message>
    <message>
      <source>DICOM elements of the picture</source>
      <translation>DICOM-Elemente des Bildes</translation>
    </message>
    <message>
      <source>Mark the picture as a key image, or take the mark away</source>
      <translation>Als Schlüsselbild markieren oder die Markierung aufheben</translation>
    </message>
    <message>
      <source>Mirror left and right</source>
      <translation>Links und rechts spiegeln</translation>
    </message>
    <message>
      <source>Mirror top and bottom</source>
      <translation>Oben und unten spiegeln</translation>
    </message>
    <message>
      <source>Turn to the right by 90°</source>
      <translation>Um 90° nach rechts drehen</translation>
    </message>
    <message>
      <source>Turn to the left by 90°</source>
      <translation>Um 90° nach links drehen</translation>
    </message>
    <message>
      <source>Next colour table: grey, hot iron, PET, ...</source>
      <translation>Nächste Farbtabelle: Grau, Hot Iron, PET, ...</translation>
    </message>
    <message>
      <source>Invert</source>
      <translation>Invertieren</translation>
    </message>
    <message>
      <source>Smooth or nearest pixels</source>
      <translation>Geglättete oder nächste Pixel</translation>
    </message>
    <message>
      <source>Drop the gesture, back to select</source>
      <translation>Geste abbrechen, zurück zur Auswahl</translation>
    </message>
    <message>
      <source>Fold the series strip</source>
      <translation>Serienleiste ein- oder ausklappen</translation>
    </message>
    <message>
      <source>Fold findings and segments</source>
      <translation>Befunde und Segmente ein- oder ausklappen</translation>
    </message>
    <message>
      <source>Fold the report</source>
      <translation>Bericht ein- oder ausklappen</translation>
    </message>
    <message>
      <source>Fold the running jobs</source>
      <translation>Laufende Aufgaben ein- oder ausklappen</translation>
    </message>
    <message>
      <source>Next panel</source>
      <translation>Nächster Bereich</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>Vollbild</translation>
    </message>
    <message>
      <source>Play the pictures, or stop</source>
      <translation>Bilder abspielen oder anhalten</translation>
    </message>
    <message>
      <source>Play the times of the series, or stop</source>
      <translation>Zeitpunkte der Serie abspielen oder anhalten</translation>
    </message>
    <message>
      <source>Play faster</source>
      <translation>Schneller abspielen</translation>
    </message>
    <message>
      <source>Play slower</source>
      <translation>Langsamer abspielen</translation>
    </message>
    <message>
      <source>Play to and fro, or from the first again</source>
      <translation>Hin und her abspielen oder wieder von vorn</translation>
    </message>
    <message>
      <source>Subtract the mask (DSA), or show the frames</source>
      <translation>Maske abziehen (DSA) oder Einzelbilder zeigen</translation>
    </message>
    <message>
      <source>This frame is the mask to subtract</source>
      <translation>Dieses Einzelbild als Maske abziehen</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the left</source>
      <translation>Maske ein Pixel nach links</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the right</source>
      <translation>Maske ein Pixel nach rechts</translation>
    </message>
    <message>
      <source>Move the mask a pixel up</source>
      <translation>Maske ein Pixel nach oben</translation>
    </message>
    <message>
      <source>Move the mask a pixel down</source>
      <translation>Maske ein Pixel nach unten</translation>
    </message>
    <message>
      <source>Three planes and 3D</source>
      <translation>Drei Ebenen und 3D</translation>
    </message>
    <message>
      <source>Three planes</source>
      <translation>Drei Ebenen</translation>
    </message>
    <message>
      <source>One viewer</source>
      <translation>Ein Betrachter</translation>
    </message>
    <message>
      <source>Two side by side</source>
      <translation>Zwei nebeneinander</translation>
    </message>
    <message>
      <source>Two, one above the other</source>
      <translation>Zwei übereinander</translation>
    </message>
    <message>
      <source>Four viewers</source>
      <translation>Vier Betrachter</translation>
    </message>
    <message>
      <source>Three side by side</source>
      <translation>Drei nebeneinander</translation>
    </message>
    <message>
      <source>Six viewers</source>
      <translation>Sechs Betrachter</translation>
    </message>
    <message>
      <source>Nine viewers</source>
      <translation>Neun Betrachter</translation>
    </message>
    <message>
      <source>Pictures of this series, 2 x 2</source>
      <translation>Bilder dieser Serie, 2 x 2</translation>
    </message>
    <message>
      <source>Pictures of this series, 3 x 3</source>
      <translation>Bilder dieser Serie, 3 x 3</translation>
    </message>
    <message>
      <source>Pictures of this series, 4 x 5</source>
      <translation>Bilder dieser Serie, 4 x 5</translation>
    </message>
    <message>
      <source>Next viewer</source>
      <translation>Nächster Betrachter</translation>
    </message>
    <message>
      <source>Viewer before</source>
      <translation>Voriger Betrachter</translation>
    </message>
    <message>
      <source>Newest prior beside</source>
      <translation>Neueste Voruntersuchung daneben</translation>
    </message>
    <message>
      <source>Choose a prior</source>
      <translation>Voruntersuchung wählen</translation>
    </message>
    <message>
      <source>Second window, for another monitor</source>
      <translation>Zweites Fenster, für einen weiteren Monitor</translation>
    </message>
    <message>
      <source>Move this viewer to the other window</source>
      <translation>Diesen Betrachter in das andere Fenster verschieben</translation>
    </message>
    <message>
      <source>Scroll linked viewers together</source>
      <translation>Verknüpfte Betrachter gemeinsam blättern</translation>
    </message>
    <message>
      <source>Link viewers as they stand, or part them</source>
      <translation>Betrachter verknüpfen, wie sie stehen, oder trennen</translation>
    </message>
    <message>
      <source>Move and magnify viewers together</source>
      <translation>Betrachter gemeinsam verschieben und vergrößern</translation>
    </message>
    <message>
      <source>One window for all viewers</source>
      <translation>Ein Fenster für alle Betrachter</translation>
    </message>
    <message>
      <source>Show or hide reference lines</source>
      <translation>Referenzlinien zeigen oder verbergen</translation>
    </message>
    <message>
      <source>Hang by a protocol</source>
      <translation>Nach einem Hängeprotokoll anordnen</translation>
    </message>
    <message>
      <source>Save this layout as hanging protocol</source>
      <translation>Anordnung als Hängeprotokoll speichern</translation>
    </message>
    <message>
      <source>Hanging protocols</source>
      <translation>Hängeprotokolle</translation>
    </message>
    <message>
      <source>Align with the prior</source>
      <translation>An der Voruntersuchung ausrichten</translation>
    </message>
    <message>
      <source>Align here: both crosshairs on one point</source>
      <translation>Hier ausrichten: beide Fadenkreuze auf einem Punkt</translation>
    </message>
    <message>
      <source>Bend onto the prior (deformable)</source>
      <translation>An die Voruntersuchung verformen (nicht starr)</translation>
    </message>
    <message>
      <source>Take the bend away</source>
      <translation>Verformung zurücknehmen</translation>
    </message>
    <message>
      <source>Lay the prior over: blend, difference, squares, off</source>
      <translation>Voruntersuchung überlagern: Mischung, Differenz, Felder, aus</translation>
    </message>
    <message>
      <source>Nudge the prior to the left</source>
      <translation>Voruntersuchung nach links rücken</translation>
    </message>
    <message>
      <source>Nudge the prior to the right</source>
      <translation>Voruntersuchung nach rechts rücken</translation>
    </message>
    <message>
      <source>Nudge the prior up</source>
      <translation>Voruntersuchung nach oben rücken</translation>
    </message>
    <message>
      <source>Nudge the prior down</source>
      <translation>Voruntersuchung nach unten rücken</translation>
    </message>
    <message>
      <source>Remove the alignment with the prior</source>
      <translation>Ausrichtung an der Voruntersuchung entfernen</translation>
    </message>
    <message>
      <source>Compare lesions with the prior</source>
      <translation>Läsionen mit der Voruntersuchung vergleichen</translation>
    </message>
    <message>
      <source>Pair the finding with a lesion of the prior</source>
      <translation>Befund einer Läsion der Voruntersuchung zuordnen</translation>
    </message>
    <message>
      <source>Say that a lesion of the prior has resolved</source>
      <translation>Festhalten, dass eine Läsion der Voruntersuchung verschwunden ist</translation>
    </message>
    <message>
      <source>Choose RECIST targets</source>
      <translation>RECIST-Zielläsionen wählen</translation>
    </message>
    <message>
      <source>Turn the planes about the crosshair</source>
      <translation>Ebenen um das Fadenkreuz drehen</translation>
    </message>
    <message>
      <source>Straighten the planes</source>
      <translation>Ebenen gerade stellen</translation>
    </message>
    <message>
      <source>Slab: thin, MIP, MinIP, mean</source>
      <translation>Schichtblock: dünn, MIP, MinIP, Mittel</translation>
    </message>
    <message>
      <source>Thicker slab</source>
      <translation>Dickerer Schichtblock</translation>
    </message>
    <message>
      <source>Thinner slab</source>
      <translation>Dünnerer Schichtblock</translation>
    </message>
    <message>
      <source>Fuse with another series, or end that</source>
      <translation>Mit einer anderen Serie fusionieren oder beenden</translation>
    </message>
    <message>
      <source>Fusion: more colour</source>
      <translation>Fusion: mehr Farbe</translation>
    </message>
    <message>
      <source>Fusion: less colour</source>
      <translation>Fusion: weniger Farbe</translation>
    </message>
    <message>
      <source>Fusion: next window (SUV 0 to 5, 7, 10)</source>
      <translation>Fusion: nächstes Fenster (SUV 0 bis 5, 7, 10)</translation>
    </message>
    <message>
      <source>Fusion: next colours</source>
      <translation>Fusion: nächste Farben</translation>
    </message>
    <message>
      <source>Lay the plane along the selected line flat, or go back</source>
      <translation>Ebene entlang der gewählten Linie auslegen oder zurück</translation>
    </message>
    <message>
      <source>Values over time in the selected region or at the crosshair, or hide them</source>
      <translation>Werte über die Zeit im gewählten Bereich oder am Fadenkreuz, oder ausblenden</translation>
    </message>
    <message>
      <source>Export the pictures of this view as DICOM</source>
      <translation>Bilder dieser Ansicht als DICOM exportieren</translation>
    </message>
    <message>
      <source>3D: choose a look</source>
      <translation>3D: Darstellung wählen</translation>
    </message>
    <message>
      <source>3D: next look</source>
      <translation>3D: nächste Darstellung</translation>
    </message>
    <message>
      <source>3D: from the front</source>
      <translation>3D: von vorn</translation>
    </message>
    <message>
      <source>3D: from the back</source>
      <translation>3D: von hinten</translation>
    </message>
    <message>
      <source>3D: from the left</source>
      <translation>3D: von links</translation>
    </message>
    <message>
      <source>3D: from the right</source>
      <translation>3D: von rechts</translation>
    </message>
    <message>
      <source>3D: from the head</source>
      <translation>3D: vom Kopf</translation>
    </message>
    <message>
      <source>3D: from the feet</source>
      <translation>3D: von den Füßen</translation>
    </message>
    <message>
      <source>3D: segments as surfaces</source>
      <translation>3D: Segmente als Oberflächen</translation>
    </message>
    <message>
      <source>3D: body, or segments alone</source>
      <translation>3D: Körper oder nur Segmente</translation>
    </message>
    <message>
      <source>3D: box to crop</source>
      <translation>3D: Quader zum Zuschneiden</translation>
    </message>
    <message>
      <source>3D: cut at the plane of this view</source>
      <translation>3D: an der Ebene dieser Ansicht schneiden</translation>
    </message>
    <message>
      <source>3D: scissors (Shift keeps what is inside)</source>
      <translation>3D: Schere (Umschalt behält das Innere)</translation>
    </message>
    <message>
      <source>3D: put back what the scissors took</source>
      <translation>3D: Weggeschnittenes zurückholen</translation>
    </message>
    <message>
      <source>3D: export a turntable (GIF or film)</source>
      <translation>3D: Drehung ausgeben (GIF oder Film)</translation>
    </message>
    <message>
      <source>Segment this series</source>
      <translation>Diese Serie segmentieren</translation>
    </message>
    <message>
      <source>Segment this series, with uncertainty</source>
      <translation>Diese Serie segmentieren, mit Unsicherheit</translation>
    </message>
    <message>
      <source>Outline tissues and parts of the skeleton</source>
      <translation>Gewebe und Teile des Skeletts umreißen</translation>
    </message>
    <message>
      <source>Choose which segmentation or structure set is shown</source>
      <translation>Wählen, welche Segmentierung oder Strukturen gezeigt werden</translation>
    </message>
    <message>
      <source>Compare two segmentations</source>
      <translation>Zwei Segmentierungen vergleichen</translation>
    </message>
    <message>
      <source>End the comparison</source>
      <translation>Vergleich beenden</translation>
    </message>
    <message>
      <source>Find lung nodules</source>
      <translation>Lungenrundherde suchen</translation>
    </message>
    <message>
      <source>Find focal lesions in outlined organs</source>
      <translation>Herdbefunde in umrissenen Organen suchen</translation>
    </message>
    <message>
      <source>Measure the cardiothoracic ratio</source>
      <translation>Herz-Thorax-Quotienten messen</translation>
    </message>
    <message>
      <source>Score findings on this radiograph</source>
      <translation>Befunde auf diesem Röntgenbild bewerten</translation>
    </message>
    <message>
      <source>Accept the finding</source>
      <translation>Befund annehmen</translation>
    </message>
    <message>
      <source>Delete the selected mark, or reject the finding</source>
      <translation>Gewählte Markierung löschen oder Befund ablehnen</translation>
    </message>
    <message>
      <source>Next finding</source>
      <translation>Nächster Befund</translation>
    </message>
    <message>
      <source>Previous finding</source>
      <translation>Voriger Befund</translation>
    </message>
    <message>
      <source>Measure the outline of the finding</source>
      <translation>Umriss des Befunds vermessen</translation>
    </message>
    <message>
      <source>Add a finding in words</source>
      <translation>Befund in Worten hinzufügen</translation>
    </message>
    <message>
      <source>Find in the images by words…</source>
      <translation>In den Bildern mit Worten suchen…</translation>
    </message>
    <message>
      <source>Say what lies here, in words</source>
      <translation>In Worten sagen, was hier liegt</translation>
    </message>
    <message>
      <source>Take the frames of what was looked for off</source>
      <translation>Rahmen des Gesuchten entfernen</translation>
    </message>
    <message>
      <source>Make the measurement a finding</source>
      <translation>Messung zum Befund machen</translation>
    </message>
    <message>
      <source>Outline a new structure by marks</source>
      <translation>Neue Struktur durch Markieren umreißen</translation>
    </message>
    <message>
      <source>Correct a structure by marks</source>
      <translation>Struktur durch Markieren berichtigen</translation>
    </message>
    <message>
      <source>Mark points</source>
      <translation>Punkte markieren</translation>
    </message>
    <message>
      <source>Mark by a box</source>
      <translation>Mit einem Rahmen markieren</translation>
    </message>
    <message>
      <source>Mark by a scribble</source>
      <translation>Mit einem Strich markieren</translation>
    </message>
    <message>
      <source>Mark by a lasso</source>
      <translation>Mit einem Lasso markieren</translation>
    </message>
    <message>
      <source>Marks say what is inside</source>
      <translation>Markierungen sagen, was innen ist</translation>
    </message>
    <message>
      <source>Marks say what is outside</source>
      <translation>Markierungen sagen, was außen ist</translation>
    </message>
    <message>
      <source>Keep the marked structure</source>
      <translation>Markierte Struktur behalten</translation>
    </message>
    <message>
      <source>Leave the marked structure</source>
      <translation>Markierte Struktur verlassen</translation>
    </message>
    <message>
      <source>New segment</source>
      <translation>Neues Segment</translation>
    </message>
    <message>
      <source>New segmentation beside this one</source>
      <translation>Neue Segmentierung neben dieser</translation>
    </message>
    <message>
      <source>Brush</source>
      <translation>Pinsel</translation>
    </message>
    <message>
      <source>Eraser</source>
      <translation>Radierer</translation>
    </message>
    <message>
      <source>Scissors</source>
      <translation>Schere</translation>
    </message>
    <message>
      <source>Grow a region from a click</source>
      <translation>Region von einem Klick aus wachsen lassen</translation>
    </message>
    <message>
      <source>Fill a region of this slice</source>
      <translation>Region dieser Schicht füllen</translation>
    </message>
    <message>
      <source>Larger brush</source>
      <translation>Größerer Pinsel</translation>
    </message>
    <message>
      <source>Smaller brush</source>
      <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
      <source>Brush: ball or disc</source>
      <translation>Pinsel: Kugel oder Scheibe</translation>
    </message>
    <message>
      <source>Next segment</source>
      <translation>Nächstes Segment</translation>
    </message>
    <message>
      <source>Segment before</source>
      <translation>Voriges Segment</translation>
    </message>
    <message>
      <source>Rename the segment</source>
      <translation>Segment umbenennen</translation>
    </message>
    <message>
      <source>Name from the standard, with code…</source>
      <translation>Name aus dem Standard, mit Code…</translation>
    </message>
    <message>
      <source>Colour of the segment…</source>
      <translation>Farbe des Segments…</translation>
    </message>
    <message>
      <source>Lock or unlock the segment</source>
      <translation>Segment sperren oder freigeben</translation>
    </message>
    <message>
      <source>Hide or show the segment</source>
      <translation>Segment ausblenden oder zeigen</translation>
    </message>
    <message>
      <source>Show this segment alone, or all</source>
      <translation>Nur dieses Segment zeigen, oder alle</translation>
    </message>
    <message>
      <source>Delete the segment</source>
      <translation>Segment löschen</translation>
    </message>
    <message>
      <source>Threshold…</source>
      <translation>Schwellenwert…</translation>
    </message>
    <message>
      <source>Threshold by Otsu's method</source>
      <translation>Schwellenwert nach Otsu</translation>
    </message>
    <message>
      <source>Grow from seeds</source>
      <translation>Aus Saatpunkten wachsen</translation>
    </message>
    <message>
      <source>Margin…</source>
      <translation>Rand…</translation>
    </message>
    <message>
      <source>Hollow…</source>
      <translation>Aushöhlen…</translation>
    </message>
    <message>
      <source>Smooth…</source>
      <translation>Glätten…</translation>
    </message>
    <message>
      <source>Fill holes…</source>
      <translation>Löcher füllen…</translation>
    </message>
    <message>
      <source>Fill between slices…</source>
      <translation>Zwischen Schichten füllen…</translation>
    </message>
    <message>
      <source>Keep the largest island</source>
      <translation>Größte Insel behalten</translation>
    </message>
    <message>
      <source>Remove small islands…</source>
      <translation>Kleine Inseln entfernen…</translation>
    </message>
    <message>
      <source>Split islands into segments</source>
      <translation>Inseln in Segmente aufteilen</translation>
    </message>
    <message>
      <source>Add another segment…</source>
      <translation>Anderes Segment hinzufügen…</translation>
    </message>
    <message>
      <source>Subtract another segment…</source>
      <translation>Anderes Segment abziehen…</translation>
    </message>
    <message>
      <source>Keep what another segment shares…</source>
      <translation>Gemeinsames mit einem anderen Segment behalten…</translation>
    </message>
    <message>
      <source>Copy another segment…</source>
      <translation>Anderes Segment kopieren…</translation>
    </message>
    <message>
      <source>Import segments (NRRD, NIfTI, STL)…</source>
      <translation>Segmente importieren (NRRD, NIfTI, STL)…</translation>
    </message>
    <message>
      <source>Export segments…</source>
      <translation>Segmente exportieren…</translation>
    </message>
    <message>
      <source>Measure the segment</source>
      <translation>Segment vermessen</translation>
    </message>
    <message>
      <source>Copy the statistics of all segments as a table</source>
      <translation>Statistik aller Segmente als Tabelle kopieren</translation>
    </message>
    <message>
      <source>Radiomics of the segment, to the clipboard</source>
      <translation>Radiomics des Segments in die Zwischenablage</translation>
    </message>
    <message>
      <source>Measure all segments anew</source>
      <translation>Alle Segmente neu messen</translation>
    </message>
    <message>
      <source>Draft the report</source>
      <translation>Bericht entwerfen</translation>
    </message>
    <message>
      <source>Mark the sentence as checked</source>
      <translation>Satz als geprüft kennzeichnen</translation>
    </message>
    <message>
      <source>Insert the picture as a key image</source>
      <translation>Bild als Schlüsselbild einfügen</translation>
    </message>
    <message>
      <source>Describe this view by a language model</source>
      <translation>Diese Ansicht von einem Sprachmodell beschreiben lassen</translation>
    </message>
    <message>
      <source>Insert the table of measurements</source>
      <translation>Tabelle der Messungen einfügen</translation>
    </message>
    <message>
      <source>Underline misspelt words</source>
      <translation>Falsch geschriebene Wörter unterstreichen</translation>
    </message>
    <message>
      <source>Versions of the report</source>
      <translation>Fassungen des Berichts</translation>
    </message>
    <message>
      <source>Summary for the patient and translation</source>
      <translation>Zusammenfassung für Patienten und Übersetzung</translation>
    </message>
    <message>
      <source>Export the corrections of drafts without names</source>
      <translation>Korrekturen der Entwürfe ohne Namen exportieren</translation>
    </message>
    <message>
      <source>Next problem</source>
      <translation>Nächstes Problem</translation>
    </message>
    <message>
      <source>Log who was told of a critical result</source>
      <translation>Notieren, wer von einem kritischen Ergebnis erfuhr</translation>
    </message>
    <message>
      <source>Sign the report</source>
      <translation>Bericht unterschreiben</translation>
    </message>
    <message>
      <source>Start an addendum</source>
      <translation>Nachtrag beginnen</translation>
    </message>
    <message>
      <source>Copy the signed report as text</source>
      <translation>Unterschriebenen Bericht als Text kopieren</translation>
    </message>
    <message>
      <source>Export PDF and DICOM</source>
      <translation>PDF und DICOM exportieren</translation>
    </message>
    <message>
      <source>Export PDF only</source>
      <translation>Nur PDF exportieren</translation>
    </message>
    <message>
      <source>Export DICOM SEG and SR only</source>
      <translation>Nur DICOM SEG und SR exportieren</translation>
    </message>
    <message>
      <source>Export segmentations as NIfTI</source>
      <translation>Segmentierungen als NIfTI exportieren</translation>
    </message>
    <message>
      <source>Another template</source>
      <translation>Andere Vorlage</translation>
    </message>
    <message>
      <source>Language of the report</source>
      <translation>Sprache des Berichts</translation>
    </message>
    <message>
      <source>Mark structures as reviewed</source>
      <translation>Strukturen als beurteilt markieren</translation>
    </message>
    <message>
      <source>Next line to fill in</source>
      <translation>Nächste auszufüllende Zeile</translation>
    </message>
    <message>
      <source>My short words and sentences</source>
      <translation>Meine Kürzel und Sätze</translation>
    </message>
    <message>
      <source>Import an MRRT template</source>
      <translation>MRRT-Vorlage importieren</translation>
    </message>
    <message>
      <source>Calculators and guidelines</source>
      <translation>Rechner und Leitlinien</translation>
    </message>
    <message>
      <source>All commands</source>
      <translation>Alle Befehle</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>Add a model from a file</source>
      <translation>Modell aus einer Datei hinzufügen</translation>
    </message>
    <message>
      <source>Add a model from a folder</source>
      <translation>Modell aus einem Ordner hinzufügen</translation>
    </message>
    <message>
      <source>Change the reader's name</source>
      <translation>Namen des Befunders ändern</translation>
    </message>
    <message>
      <source>Dark colours</source>
      <translation>Dunkle Farben</translation>
    </message>
    <message>
      <source>High contrast</source>
      <translation>Hoher Kontrast</translation>
    </message>
    <message>
      <source>Light colours</source>
      <translation>Helle Farben</translation>
    </message>
    <message>
      <source>Larger text</source>
      <translation>Größerer Text</translation>
    </message>
    <message>
      <source>Smaller text</source>
      <translation>Kleinerer Text</translation>
    </message>
    <message>
      <source>Text of the usual size</source>
      <translation>Text in üblicher Größe</translation>
    </message>
    <message>
      <source>Language of the window</source>
      <translation>Sprache des Fensters</translation>
    </message>
    <message>
      <source>About Lightbox</source>
      <translation>Über Lightbox</translation>
    </message>
    <message>
      <source>There are no two segmentations of these images.</source>
      <translation>Zu diesen Bildern gibt es keine zwei Segmentierungen.</translation>
    </message>
    <message>
      <source>No two segmentations of this series share a structure.</source>
      <translation>Keine zwei Segmentierungen dieser Serie haben eine Struktur gemeinsam.</translation>
    </message>
    <message>
      <source>No two segmentations are compared now.</source>
      <translation>Gerade werden keine zwei Segmentierungen verglichen.</translation>
    </message>
    <message>
      <source>No study is open.</source>
      <translation>Keine Untersuchung ist offen.</translation>
    </message>
    <message>
      <source>Only a volume can be reformatted, once all of it is there.</source>
      <translation>Nur ein Volumen kann reformatiert werden, sobald es ganz da ist.</translation>
    </message>
    <message>
      <source>These pictures have colours of their own.</source>
      <translation>Diese Bilder haben eigene Farben.</translation>
    </message>
    <message>
      <source>No presentation state was made for these pictures.</source>
      <translation>Für diese Bilder gibt es keinen Darstellungszustand.</translation>
    </message>
    <message>
      <source>These pictures have no shutters.</source>
      <translation>Diese Bilder haben keine Blenden.</translation>
    </message>
    <message>
      <source>There is only one picture.</source>
      <translation>Es gibt nur ein Bild.</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values is played over time.</source>
      <translation>Nur eine Serie mit mehreren Zeiten, Phasen oder b-Werten wird über die Zeit abgespielt.</translation>
    </message>
    <message>
      <source>No model that scores findings is installed. Add one under Help, Models.</source>
      <translation>Es ist kein Modell installiert, das Befunde bewertet. Fügen Sie eines unter Hilfe, Modelle hinzu.</translation>
    </message>
    <message>
      <source>No images are open.</source>
      <translation>Keine Bilder sind offen.</translation>
    </message>
    <message>
      <source>Findings are scored on radiographs (CR or DX).</source>
      <translation>Befunde werden auf Röntgenbildern (CR oder DX) bewertet.</translation>
    </message>
    <message>
      <source>No prior stands beside the study, or its pictures make no volume.</source>
      <translation>Neben der Untersuchung steht keine Voruntersuchung, oder ihre Bilder bilden kein Volumen.</translation>
    </message>
    <message>
      <source>No prior stands beside the study and is aligned with it.</source>
      <translation>Neben der Untersuchung steht keine darauf ausgerichtete Voruntersuchung.</translation>
    </message>
    <message>
      <source>No lesions were compared with a prior.</source>
      <translation>Keine Läsionen wurden mit einer Voruntersuchung verglichen.</translation>
    </message>
    <message>
      <source>No lesion of a prior that was compared has gone.</source>
      <translation>Keine Läsion einer verglichenen Voruntersuchung ist verschwunden.</translation>
    </message>
    <message>
      <source>No language model that reads pictures is installed.</source>
      <translation>Es ist kein Sprachmodell installiert, das Bilder liest.</translation>
    </message>
    <message>
      <source>There is no report of this study yet.</source>
      <translation>Zu dieser Untersuchung gibt es noch keinen Bericht.</translation>
    </message>
    <message>
      <source>Nothing that was looked for is framed.</source>
      <translation>Nichts Gesuchtes ist umrahmt.</translation>
    </message>
    <message>
      <source>The library has no earlier study of this patient.</source>
      <translation>Die Bibliothek hat keine frühere Untersuchung dieses Patienten.</translation>
    </message>
    <message>
      <source>No images of a volume are open.</source>
      <translation>Es sind keine Bilder eines Volumens geöffnet.</translation>
    </message>
    <message>
      <source>These pictures make no volume: structures are marked in volumes.</source>
      <translation>Diese Bilder bilden kein Volumen: Strukturen werden in Volumen markiert.</translation>
    </message>
    <message>
      <source>The finding in hand has no outline on these images.</source>
      <translation>Der aktuelle Befund hat auf diesen Bildern keinen Umriss.</translation>
    </message>
    <message>
      <source>Only pictures without millimetres of their own are calibrated by hand.</source>
      <translation>Nur Bilder ohne eigene Millimeter werden von Hand kalibriert.</translation>
    </message>
    <message>
      <source>These pictures make no volume: models cannot read them.</source>
      <translation>Diese Bilder bilden kein Volumen: Modelle können sie nicht lesen.</translation>
    </message>
    <message>
      <source>This is CT in stored values, not in Hounsfield units: models cannot read it.</source>
      <translation>Dies ist CT in gespeicherten Werten, nicht in Hounsfield-Einheiten: Modelle können es nicht lesen.</translation>
    </message>
    <message>
      <source>No model on this machine measures hearts.</source>
      <translation>Kein Modell auf diesem Rechner misst Herzen.</translation>
    </message>
    <message>
      <source>The heart is measured on radiographs of the chest (CR or DX).</source>
      <translation>Das Herz wird auf Röntgenaufnahmen des Thorax (CR oder DX) gemessen.</translation>
    </message>
    <message>
      <source>Draw a line of several points (L) in a volume, and select it.</source>
      <translation>Eine Linie aus mehreren Punkten (L) in einem Volumen zeichnen und auswählen.</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values has a curve.</source>
      <translation>Nur eine Serie mit mehreren Zeiten, Phasen oder b-Werten hat eine Kurve.</translation>
    </message>
    <message>
      <source>Segments are drawn on volumes: CT, MR or PET slices that lie side by side.</source>
      <translation>Segmente werden auf Volumen gezeichnet: aneinanderliegende Schichten von CT, MR oder PET.</translation>
    </message>
    <message>
      <source>Choose a segment in the list first, or begin one.</source>
      <translation>Zuerst ein Segment in der Liste wählen oder eines beginnen.</translation>
    </message>
    <message>
      <source>Masks are subtracted from films of angiography and fluoroscopy, once all of a film is there.</source>
      <translation>Masken werden von Filmen der Angiographie und Durchleuchtung abgezogen, sobald der ganze Film da ist.</translation>
    </message>
    <message>
      <source>No mask is subtracted now.</source>
      <translation>Es ist gerade keine Maske abgezogen.</translation>
    </message>
    <message>
      <source>For research and demonstration. Lightbox is not a medical device and must not be used for diagnosis.</source>
      <translation>Für Forschung und Demonstration. Lightbox ist kein Medizinprodukt und darf nicht zur Diagnose verwendet werden.</translation>
    </message>
    <message>
      <source>An offline radiology workstation. It reads DICOM studies, shows them, outlines and measures structures on this machine, drafts the report from what was measured and checks every sentence against its evidence. It opens no network connection.</source>
      <translation>Ein radiologischer Arbeitsplatz ohne Netz. Er liest DICOM-Untersuchungen, zeigt sie, umreißt und misst Strukturen auf diesem Rechner, entwirft den Bericht aus dem Gemessenen und prüft jeden Satz an seinen Belegen. Er öffnet keine Netzverbindung.</translation>
    </message>
    <message>
      <source>Apache License 2.0. The models have licences of their own: see Models.</source>
      <translation>Apache License 2.0. Die Modelle haben eigene Lizenzen: siehe Modelle.</translation>
    </message>
    <message>
      <source>from source</source>
      <translation>aus dem Quelltext</translation>
    </message>
    <message>
      <source>summary for the patient</source>
      <translation>Zusammenfassung für Patienten</translation>
    </message>
    <message>
      <source>translation of the report</source>
      <translation>Übersetzung des Berichts</translation>
    </message>
    <message>
      <source>What is shown</source>
      <translation>Was gezeigt wird</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Not part of the report</source>
      <translation>Nicht Teil des Berichts</translation>
    </message>
    <message>
      <source>Not part of the report: it is not signed, not exported and not kept.</source>
      <translation>Nicht Teil des Berichts: wird nicht unterschrieben, nicht exportiert und nicht aufbewahrt.</translation>
    </message>
    <message>
      <source>First and last name</source>
      <translation>Vor- und Nachname</translation>
    </message>
    <message>
      <source>Keep this name</source>
      <translation>Diesen Namen behalten</translation>
    </message>
    <message>
      <source>Who is reading? The name stands under reports and in the log of edits.</source>
      <translation>Wer befundet? Der Name steht unter Berichten und im Änderungsprotokoll.</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <source>Drop</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <source>Still asked for</source>
      <translation>Noch gefragt</translation>
    </message>
    <message>
      <source>CALCULATORS</source>
      <translation>RECHNER</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Fold this panel</source>
      <translation>Diesen Bereich einklappen</translation>
    </message>
    <message>
      <source>A name, an organ, a word: nodule</source>
      <translation>Ein Name, ein Organ, ein Wort: Knoten</translation>
    </message>
    <message>
      <source>Search calculators</source>
      <translation>Rechner suchen</translation>
    </message>
    <message>
      <source>Calculators</source>
      <translation>Rechner</translation>
    </message>
    <message>
      <source>All calculators</source>
      <translation>Alle Rechner</translation>
    </message>
    <message>
      <source>Insert into report</source>
      <translation>In den Bericht einfügen</translation>
    </message>
    <message>
      <source>COMPARISON</source>
      <translation>VERGLEICH</translation>
    </message>
    <message>
      <source>Lesions compared with a prior</source>
      <translation>Läsionen im Vergleich zu einer Voruntersuchung</translation>
    </message>
    <message>
      <source>VDT {days} d</source>
      <translation>VDT {days} T</translation>
    </message>
    <message>
      <source>a target lesion of RECIST 1.1</source>
      <translation>eine Zielläsion nach RECIST 1.1</translation>
    </message>
    <message>
      <source>volume doubling time (VDT) {days} days</source>
      <translation>Volumenverdopplungszeit (VDT) {days} Tage</translation>
    </message>
    <message>
      <source>1 day since the prior</source>
      <translation>1 Tag seit der Voruntersuchung</translation>
    </message>
    <message>
      <source>{count} days since the prior</source>
      <translation>{count} Tage seit der Voruntersuchung</translation>
    </message>
    <message>
      <source>{mm} mm from where the alignment expects it</source>
      <translation>{mm} mm von dort, wo die Ausrichtung es erwartet</translation>
    </message>
    <message>
      <source>✓ {name}: {told}</source>
      <translation>✓ {name}: {told} (notiert)</translation>
    </message>
    <message>
      <source>‼ Critical: {name}. Tell somebody {within}.</source>
      <translation>‼ Kritisch: {name}. Jemandem {within} mitteilen.</translation>
    </message>
    <message>
      <source>Go to the sentence or the finding</source>
      <translation>Zum Satz oder Befund gehen</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back</source>
      <translation>Wer erfuhr es, wie, und wurde es zurückgelesen</translation>
    </message>
    <message>
      <source>Go</source>
      <translation>Hin</translation>
    </message>
    <message>
      <source>Log again</source>
      <translation>Erneut notieren</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Notieren</translation>
    </message>
    <message>
      <source>Previous page (Page Up)</source>
      <translation>Vorige Seite (Bild auf)</translation>
    </message>
    <message>
      <source>Next page (Page Down)</source>
      <translation>Nächste Seite (Bild ab)</translation>
    </message>
    <message>
      <source>Save as a file</source>
      <translation>Als Datei speichern</translation>
    </message>
    <message>
      <source>Document</source>
      <translation>Dokument</translation>
    </message>
    <message>
      <source>Documents</source>
      <translation>Dokumente</translation>
    </message>
    <message>
      <source>Page {page} of {pages}</source>
      <translation>Seite {page} von {pages}</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <source>{number} of {count}: {name}</source>
      <translation>{number} von {count}: {name}</translation>
    </message>
    <message>
      <source>FINDINGS</source>
      <translation>BEFUNDE</translation>
    </message>
    <message>
      <source>Merge the selected findings (Ctrl+click selects several)</source>
      <translation>Ausgewählte Befunde vereinen (Strg+Klick wählt mehrere)</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>Befunde</translation>
    </message>
    <message>
      <source>No findings yet.</source>
      <translation>Noch keine Befunde.</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) and press F to add one.</source>
      <translation>Mit dem Lineal (R) messen und mit F hinzufügen.</translation>
    </message>
    <message>
      <source>Accept this finding (Space)</source>
      <translation>Diesen Befund annehmen (Leertaste)</translation>
    </message>
    <message>
      <source>Reject this finding (Delete)</source>
      <translation>Diesen Befund ablehnen (Entf)</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <source>Merge</source>
      <translation>Vereinen</translation>
    </message>
    <message>
      <source>{proposed} proposed</source>
      <translation>{proposed} vorgeschlagen</translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>Annehmen</translation>
    </message>
    <message>
      <source>Reject</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>Was es ist</translation>
    </message>
    <message>
      <source>Organ</source>
      <translation>Organ</translation>
    </message>
    <message>
      <source>Side</source>
      <translation>Seite</translation>
    </message>
    <message>
      <source>Third of the organ</source>
      <translation>Drittel des Organs</translation>
    </message>
    <message>
      <source>How certain</source>
      <translation>Wie sicher</translation>
    </message>
    <message>
      <source>no side</source>
      <translation>keine Seite</translation>
    </message>
    <message>
      <source>Confirm</source>
      <translation>Bestätigen</translation>
    </message>
    <message>
      <source>experimental</source>
      <translation>experimentell</translation>
    </message>
    <message>
      <source>{reviewed} reviewed</source>
      <translation>{reviewed} durchgesehen</translation>
    </message>
    <message>
      <source>no third</source>
      <translation>kein Drittel</translation>
    </message>
    <message>
      <source>Text of the hanging protocol</source>
      <translation>Text des Hängeprotokolls</translation>
    </message>
    <message>
      <source>Save as my own</source>
      <translation>Als eigenes speichern</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <source>used when a study opens</source>
      <translation>angewandt, wenn eine Untersuchung geöffnet wird</translation>
    </message>
    <message>
      <source>used when asked for</source>
      <translation>angewandt auf Wunsch</translation>
    </message>
    <message>
      <source>my own</source>
      <translation>eigenes</translation>
    </message>
    <message>
      <source>✕ refused</source>
      <translation>✕ abgelehnt</translation>
    </message>
    <message>
      <source>▲ odd</source>
      <translation>▲ auffällig</translation>
    </message>
    <message>
      <source>● note</source>
      <translation>● Hinweis</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <source>What was said</source>
      <translation>Was gesagt wurde</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>Wo</translation>
    </message>
    <message>
      <source>Nothing was imported yet.</source>
      <translation>Noch wurde nichts importiert.</translation>
    </message>
    <message>
      <source>The last import</source>
      <translation>Der letzte Import</translation>
    </message>
    <message>
      <source>Enter or a double click opens the study that a row is about.</source>
      <translation>Eingabe oder Doppelklick öffnet die Untersuchung, um die es in der Zeile geht.</translation>
    </message>
    <message>
      <source>(no name)</source>
      <translation>(kein Name)</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>und {count} weitere</translation>
    </message>
    <message>
      <source>picture {number}</source>
      <translation>Bild {number}</translation>
    </message>
    <message>
      <source>{modality} series {number}</source>
      <translation>{modality}-Serie {number}</translation>
    </message>
    <message>
      <source>{times} times in {studies} study</source>
      <translation>{times}-mal in {studies} Untersuchung</translation>
    </message>
    <message>
      <source>{times} times in {studies} studies</source>
      <translation>{times}-mal in {studies} Untersuchungen</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <source>Stop: {label}</source>
      <translation>Anhalten: {label}</translation>
    </message>
    <message>
      <source>Stop now</source>
      <translation>Sofort anhalten</translation>
    </message>
    <message>
      <source>End the model's process; the report is safe</source>
      <translation>Den Prozess des Modells beenden; der Bericht ist sicher</translation>
    </message>
    <message>
      <source>Stopping after the step it is in</source>
      <translation>Hält nach dem laufenden Schritt an</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>Hält an</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>Befehl</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>Menü</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>Taste</translation>
    </message>
    <message>
      <source>Mouse</source>
      <translation>Maus</translation>
    </message>
    <message>
      <source>On a slice</source>
      <translation>Auf einer Schicht</translation>
    </message>
    <message>
      <source>In 3D</source>
      <translation>In 3D</translation>
    </message>
    <message>
      <source>everywhere</source>
      <translation>überall</translation>
    </message>
    <message>
      <source>in the image views</source>
      <translation>in den Bildansichten</translation>
    </message>
    <message>
      <source>in the list of findings</source>
      <translation>in der Befundliste</translation>
    </message>
    <message>
      <source>in the worklist</source>
      <translation>in der Arbeitsliste</translation>
    </message>
    <message>
      <source>in the report's text</source>
      <translation>im Text des Berichts</translation>
    </message>
    <message>
      <source>Change the key</source>
      <translation>Taste ändern</translation>
    </message>
    <message>
      <source>Then press the new key; Esc leaves it as it is</source>
      <translation>Dann die neue Taste drücken; Esc lässt sie, wie sie ist</translation>
    </message>
    <message>
      <source>Search commands and keys</source>
      <translation>Befehle und Tasten suchen</translation>
    </message>
    <message>
      <source>Keys of commands</source>
      <translation>Tasten der Befehle</translation>
    </message>
    <message>
      <source>What the mouse does</source>
      <translation>Was die Maus tut</translation>
    </message>
    <message>
      <source>Press the new key</source>
      <translation>Neue Taste drücken</translation>
    </message>
    <message>
      <source>{key} is {commands}.</source>
      <translation>{key} ist {commands}.</translation>
    </message>
    <message>
      <source>No key</source>
      <translation>Keine Taste</translation>
    </message>
    <message>
      <source>As it was</source>
      <translation>Wie sie war</translation>
    </message>
    <message>
      <source>All as they were</source>
      <translation>Alle, wie sie waren</translation>
    </message>
    <message>
      <source>Take it from there</source>
      <translation>Von dort übernehmen</translation>
    </message>
    <message>
      <source>Rows and columns of viewers</source>
      <translation>Zeilen und Spalten von Betrachtern</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <source>viewers</source>
      <translation>Betrachter</translation>
    </message>
    <message>
      <source>Rows and columns of viewers (Alt+1 to Alt+9)</source>
      <translation>Zeilen und Spalten von Betrachtern (Alt+1 bis Alt+9)</translation>
    </message>
    <message>
      <source>Layout</source>
      <translation>Anordnung</translation>
    </message>
    <message>
      <source>Shift: one series</source>
      <translation>Umschalt: eine Serie</translation>
    </message>
    <message>
      <source>right click: outside · Enter keeps · Esc leaves</source>
      <translation>Rechtsklick: außen · Eingabe behält · Esc verlässt</translation>
    </message>
    <message>
      <source>Enter ends it</source>
      <translation>Eingabe beendet es</translation>
    </message>
    <message>
      <source>drag the long axis, then the short one; Enter keeps the one proposed</source>
      <translation>lange Achse ziehen, dann die kurze; Enter behält die vorgeschlagene</translation>
    </message>
    <message>
      <source>three points, the corner second</source>
      <translation>drei Punkte, der Scheitel als zweiter</translation>
    </message>
    <message>
      <source>one line along each end plate</source>
      <translation>je eine Linie entlang der beiden Endplatten</translation>
    </message>
    <message>
      <source>drag along something of known length</source>
      <translation>entlang einer bekannten Länge ziehen</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>Werkzeuge</translation>
    </message>
    <message>
      <source>Models on this machine</source>
      <translation>Modelle auf diesem Rechner</translation>
    </message>
    <message>
      <source>More commands</source>
      <translation>Weitere Befehle</translation>
    </message>
    <message>
      <source>{signs} Ctrl: the opposite. Ctrl+Z: one mark back. Enter keeps the outline, Escape leaves.</source>
      <translation>{signs} Strg: das Gegenteil. Strg+Z: eine Markierung zurück. Eingabe behält den Umriss, Esc verlässt.</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>Punkte</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>Rahmen</translation>
    </message>
    <message>
      <source>Scribble</source>
      <translation>Strich</translation>
    </message>
    <message>
      <source>Lasso</source>
      <translation>Lasso</translation>
    </message>
    <message>
      <source>Click: inside. Right click: outside.</source>
      <translation>Klick: innen. Rechtsklick: außen.</translation>
    </message>
    <message>
      <source>Click or right click: outside.</source>
      <translation>Klick oder Rechtsklick: außen.</translation>
    </message>
    <message>
      <source>OUTLINE BY MARKS</source>
      <translation>UMRISS DURCH MARKIEREN</translation>
    </message>
    <message>
      <source>Name, such as left kidney</source>
      <translation>Name, etwa linke Niere</translation>
    </message>
    <message>
      <source>Name of the structure</source>
      <translation>Name der Struktur</translation>
    </message>
    <message>
      <source>Model that works the outline out</source>
      <translation>Modell, das den Umriss ausarbeitet</translation>
    </message>
    <message>
      <source>Keep the outline as a segment (Enter)</source>
      <translation>Umriss als Segment behalten (Eingabe)</translation>
    </message>
    <message>
      <source>Mark no more (Escape)</source>
      <translation>Nicht weiter markieren (Esc)</translation>
    </message>
    <message>
      <source>+ Inside</source>
      <translation>+ Innen</translation>
    </message>
    <message>
      <source>− Outside</source>
      <translation>− Außen</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>Verlassen</translation>
    </message>
    <message>
      <source>Inside</source>
      <translation>Innen</translation>
    </message>
    <message>
      <source>Outside</source>
      <translation>Außen</translation>
    </message>
    <message>
      <source>MEASUREMENTS</source>
      <translation>MESSUNGEN</translation>
    </message>
    <message>
      <source>Measurements</source>
      <translation>Messungen</translation>
    </message>
    <message>
      <source>MEASURED</source>
      <translation>GEMESSEN</translation>
    </message>
    <message>
      <source>Close the table</source>
      <translation>Tabelle schließen</translation>
    </message>
    <message>
      <source>Measures</source>
      <translation>Messwerte</translation>
    </message>
    <message>
      <source>Write into the report</source>
      <translation>In den Bericht schreiben</translation>
    </message>
    <message>
      <source>Copy all</source>
      <translation>Alles kopieren</translation>
    </message>
    <message>
      <source>MEASURED BEFORE IT CHANGED</source>
      <translation>GEMESSEN VOR DER ÄNDERUNG</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <source>Show the list</source>
      <translation>Liste zeigen</translation>
    </message>
    <message>
      <source>Close this message</source>
      <translation>Diese Meldung schließen</translation>
    </message>
    <message>
      <source>{count} more</source>
      <translation>{count} weitere</translation>
    </message>
    <message>
      <source>outlines structures</source>
      <translation>umreißt Strukturen</translation>
    </message>
    <message>
      <source>looks for findings</source>
      <translation>sucht Befunde</translation>
    </message>
    <message>
      <source>names what is seen</source>
      <translation>benennt, was zu sehen ist</translation>
    </message>
    <message>
      <source>measures</source>
      <translation>misst</translation>
    </message>
    <message>
      <source>outlines what is pointed at</source>
      <translation>umreißt, worauf gezeigt wird</translation>
    </message>
    <message>
      <source>finds the place of words</source>
      <translation>findet den Ort von Worten</translation>
    </message>
    <message>
      <source>words reports</source>
      <translation>formuliert Berichte</translation>
    </message>
    <message>
      <source>Not tried yet. The same patient is shown mirrored, turned, noisy, cut, empty and sliced anew; the outlines must follow.</source>
      <translation>Noch nicht erprobt. Derselbe Patient wird gespiegelt, gedreht, verrauscht, beschnitten, leer und neu geschichtet gezeigt; die Umrisse müssen folgen.</translation>
    </message>
    <message>
      <source>Not measured yet. Choose a folder of cases with references: Dice, surface distances and volumes come with intervals, by scanner.</source>
      <translation>Noch nicht gemessen. Einen Ordner mit Fällen und Referenzen wählen: Dice, Oberflächenabstände und Volumina kommen mit Intervallen, nach Gerät.</translation>
    </message>
    <message>
      <source>built in</source>
      <translation>eingebaut</translation>
    </message>
    <message>
      <source>rules, without weights, {where}</source>
      <translation>Regeln, ohne Gewichte, {where}</translation>
    </message>
    <message>
      <source>Structure</source>
      <translation>Struktur</translation>
    </message>
    <message>
      <source>Found</source>
      <translation>Gefunden</translation>
    </message>
    <message>
      <source>Made for</source>
      <translation>Bestimmt für</translation>
    </message>
    <message>
      <source>Pictures of</source>
      <translation>Bilder von</translation>
    </message>
    <message>
      <source>Limits</source>
      <translation>Grenzen</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Zustand</translation>
    </message>
    <message>
      <source>Speed here</source>
      <translation>Tempo hier</translation>
    </message>
    <message>
      <source>Its maker measured</source>
      <translation>Vom Hersteller gemessen</translation>
    </message>
    <message>
      <source>Draws</source>
      <translation>Zeichnet</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>SHA-256</source>
      <translation>SHA-256</translation>
    </message>
    <message>
      <source>Made from</source>
      <translation>Entstanden aus</translation>
    </message>
    <message>
      <source>✓ passed</source>
      <translation>✓ bestanden</translation>
    </message>
    <message>
      <source>✕ failed</source>
      <translation>✕ nicht bestanden</translation>
    </message>
    <message>
      <source>– measured</source>
      <translation>– gemessen</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>{number} von {count}</translation>
    </message>
    <message>
      <source>ON BUILT-IN PHANTOMS</source>
      <translation>AN EINGEBAUTEN PHANTOMEN</translation>
    </message>
    <message>
      <source>ON CASES OF THIS SITE</source>
      <translation>AN FÄLLEN DIESER EINRICHTUNG</translation>
    </message>
    <message>
      <source>with contrast medium</source>
      <translation>mit Kontrastmittel</translation>
    </message>
    <message>
      <source>without contrast medium</source>
      <translation>ohne Kontrastmittel</translation>
    </message>
    <message>
      <source>licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>angenommen</translation>
    </message>
    <message>
      <source>not run on this machine yet</source>
      <translation>auf diesem Rechner noch nicht gelaufen</translation>
    </message>
    <message>
      <source>Case</source>
      <translation>Fall</translation>
    </message>
    <message>
      <source>Dice</source>
      <translation>Dice</translation>
    </message>
    <message>
      <source>Took</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>{count} case in {folder}</source>
      <translation>{count} Fall in {folder}</translation>
    </message>
    <message>
      <source>{count} cases in {folder}</source>
      <translation>{count} Fälle in {folder}</translation>
    </message>
    <message>
      <source>No model is installed. Add a pack: a file, an archive or a folder that you trust.</source>
      <translation>Kein Modell ist installiert. Ein Paket hinzufügen: eine Datei, ein Archiv oder einen Ordner, dem Sie vertrauen.</translation>
    </message>
    <message>
      <source>About the model</source>
      <translation>Über das Modell</translation>
    </message>
    <message>
      <source>Add from file</source>
      <translation>Aus Datei hinzufügen</translation>
    </message>
    <message>
      <source>Install a pack from one file: .pt, .onnx, .safetensors, .gguf or a zip archive</source>
      <translation>Ein Paket aus einer Datei installieren: .pt, .onnx, .safetensors, .gguf oder ein Zip-Archiv</translation>
    </message>
    <message>
      <source>Add from folder</source>
      <translation>Aus Ordner hinzufügen</translation>
    </message>
    <message>
      <source>Install a pack from its folder</source>
      <translation>Ein Paket aus seinem Ordner installieren</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>Prüfen</translation>
    </message>
    <message>
      <source>Compare the files with the card, and the numbers with those of the installation</source>
      <translation>Die Dateien mit der Karte vergleichen und die Zahlen mit denen der Installation</translation>
    </message>
    <message>
      <source>Try on phantoms</source>
      <translation>An Phantomen erproben</translation>
    </message>
    <message>
      <source>Run the acceptance cases on built-in phantoms; takes minutes, in the background</source>
      <translation>Die Abnahmefälle an eingebauten Phantomen rechnen; dauert Minuten, im Hintergrund</translation>
    </message>
    <message>
      <source>Evaluate</source>
      <translation>Auswerten</translation>
    </message>
    <message>
      <source>Measure it on a folder of your own cases with references</source>
      <translation>An einem Ordner eigener Fälle mit Referenzen messen</translation>
    </message>
    <message>
      <source>Accept the model for this site, on its evaluation</source>
      <translation>Das Modell für diese Einrichtung annehmen, aufgrund seiner Auswertung</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Take the pack out of the library</source>
      <translation>Das Paket aus der Bibliothek nehmen</translation>
    </message>
    <message>
      <source>Evaluate it first, on cases of this site</source>
      <translation>Erst auswerten, an Fällen dieser Einrichtung</translation>
    </message>
    <message>
      <source>Written from the accepted findings, not from the words of the report; checked against the same facts.</source>
      <translation>Aus den angenommenen Befunden geschrieben, nicht aus den Worten des Berichts; an denselben Fakten geprüft.</translation>
    </message>
    <message>
      <source>There is no report yet: draft it first.</source>
      <translation>Es gibt noch keinen Bericht: erst entwerfen.</translation>
    </message>
    <message>
      <source>The report is signed: start an addendum first.</source>
      <translation>Der Bericht ist unterschrieben: erst einen Nachtrag beginnen.</translation>
    </message>
    <message>
      <source>typed</source>
      <translation>eingegeben</translation>
    </message>
    <message>
      <source>{count} values are still asked for, marked •</source>
      <translation>{count} Werte sind noch gefragt, mit • markiert</translation>
    </message>
    <message>
      <source>, nadir {size} mm</source>
      <translation>, Nadir {size} mm</translation>
    </message>
    <message>
      <source>, {count} new</source>
      <translation>, {count} neu</translation>
    </message>
    <message>
      <source>Open document</source>
      <translation>Dokument öffnen</translation>
    </message>
    <message>
      <source>Where to save the document</source>
      <translation>Wohin das Dokument gespeichert wird</translation>
    </message>
    <message>
      <source>Save {name}</source>
      <translation>{name} speichern</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>{name} ist gespeichert.</translation>
    </message>
    <message>
      <source>Read the dose</source>
      <translation>Dosis lesen</translation>
    </message>
    <message>
      <source>Hang pictures</source>
      <translation>Bilder aufhängen</translation>
    </message>
    <message>
      <source>Correct or delete it on the page of hanging protocols.</source>
      <translation>Auf der Seite der Hängeprotokolle berichtigen oder löschen.</translation>
    </message>
    <message>
      <source>Delete the hanging protocol {name}?</source>
      <translation>Hängeprotokoll {name} löschen?</translation>
    </message>
    <message>
      <source>Nothing of this study fits the hanging protocol {name}.</source>
      <translation>Nichts aus dieser Untersuchung passt zum Hängeprotokoll {name}.</translation>
    </message>
    <message>
      <source>Saved; it is used from the next study on that it fits.</source>
      <translation>Gespeichert; es gilt ab der nächsten Untersuchung, zu der es passt.</translation>
    </message>
    <message>
      <source>Saved; it is used when asked for (Alt+H).</source>
      <translation>Gespeichert; es gilt, wenn es verlangt wird (Alt+H).</translation>
    </message>
    <message>
      <source>Priors are only looked at.</source>
      <translation>Voruntersuchungen werden nur angesehen.</translation>
    </message>
    <message>
      <source>Open the prior itself to measure in it.</source>
      <translation>Zum Messen die Voruntersuchung selbst öffnen.</translation>
    </message>
    <message>
      <source>{runs} run, the last took {seconds} s on {device}</source>
      <translation>{runs} Lauf, der letzte dauerte {seconds} s auf {device}</translation>
    </message>
    <message>
      <source>{runs} runs, the last took {seconds} s on {device}</source>
      <translation>{runs} Läufe, der letzte dauerte {seconds} s auf {device}</translation>
    </message>
    <message>
      <source>Type a short word in the report, then Space or Tab. A text may hold {names}; what stands in [brackets] is to be filled in.</source>
      <translation>Im Bericht ein Kürzel tippen, dann Leertaste oder Tab. Ein Text darf {names} enthalten; was in [Klammern] steht, ist auszufüllen.</translation>
    </message>
    <message>
      <source>● signed by {name}, {when} UTC</source>
      <translation>● unterschrieben von {name}, {when} UTC</translation>
    </message>
    <message>
      <source>▲ {count} to resolve before signing</source>
      <translation>▲ {count} vor der Unterschrift zu klären</translation>
    </message>
    <message>
      <source>Nothing to sign yet</source>
      <translation>Noch nichts zu unterschreiben</translation>
    </message>
    <message>
      <source>The addendum is empty</source>
      <translation>Der Nachtrag ist leer</translation>
    </message>
    <message>
      <source>✓ checked: nothing to resolve</source>
      <translation>✓ geprüft: nichts zu klären</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>Entwurf</translation>
    </message>
    <message>
      <source>addendum to version {version}</source>
      <translation>Nachtrag zu Version {version}</translation>
    </message>
    <message>
      <source>Drag a series here, or click one on the left</source>
      <translation>Serie hierher ziehen oder links anklicken</translation>
    </message>
    <message>
      <source>A prior is not changed from here.</source>
      <translation>Eine Voruntersuchung wird von hier aus nicht geändert.</translation>
    </message>
    <message>
      <source>Open its study to draw on it.</source>
      <translation>Ihre Untersuchung öffnen, um darin zu zeichnen.</translation>
    </message>
    <message>
      <source>Colour of the segment</source>
      <translation>Farbe des Segments</translation>
    </message>
    <message>
      <source>Nothing differs.</source>
      <translation>Nichts ist anders.</translation>
    </message>
    <message>
      <source>Changes since the draft of {author}: added is underlined, removed is struck through.</source>
      <translation>Änderungen seit dem Entwurf von {author}: Hinzugefügtes ist unterstrichen, Entferntes durchgestrichen.</translation>
    </message>
    <message>
      <source>Added is underlined, removed is struck through.</source>
      <translation>Hinzugefügtes ist unterstrichen, Entferntes durchgestrichen.</translation>
    </message>
    <message>
      <source>Compared with the report of now: what is struck through stands in it and not here.</source>
      <translation>Verglichen mit dem jetzigen Bericht: Durchgestrichenes steht dort und hier nicht.</translation>
    </message>
    <message>
      <source>version {number}</source>
      <translation>Fassung {number}</translation>
    </message>
    <message>
      <source>This report was not drafted by a model or from templates.</source>
      <translation>Dieser Bericht wurde weder von einem Modell noch aus Vorlagen entworfen.</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Go back (Esc)</source>
      <translation>Zurückgehen (Esc)</translation>
    </message>
    <message>
      <source>Type a command</source>
      <translation>Befehl eingeben</translation>
    </message>
    <message>
      <source>No command has these words.</source>
      <translation>Kein Befehl hat diese Wörter.</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>ID</source>
      <translation>ID</translation>
    </message>
    <message>
      <source>Issuer of the ID</source>
      <translation>Aussteller der ID</translation>
    </message>
    <message>
      <source>Born</source>
      <translation>Geboren</translation>
    </message>
    <message>
      <source>Sex</source>
      <translation>Geschlecht</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>Keep apart</source>
      <translation>Getrennt lassen</translation>
    </message>
    <message>
      <source>They are different patients; do not ask again</source>
      <translation>Es sind verschiedene Patienten; nicht mehr fragen</translation>
    </message>
    <message>
      <source>Ask again</source>
      <translation>Wieder fragen</translation>
    </message>
    <message>
      <source>No two patients look like one</source>
      <translation>Keine zwei Patienten sehen wie einer aus</translation>
    </message>
    <message>
      <source>Show again those that were kept apart</source>
      <translation>Die getrennt gelassenen wieder zeigen</translation>
    </message>
    <message>
      <source>Undo: {last_change}</source>
      <translation>Rückgängig: {last_change}</translation>
    </message>
    <message>
      <source>Studies</source>
      <translation>Untersuchungen</translation>
    </message>
    <message>
      <source>Make these another patient</source>
      <translation>Zu einem anderen Patienten machen</translation>
    </message>
    <message>
      <source>Move the studies of this column to a patient of their own</source>
      <translation>Die Untersuchungen dieser Spalte einem eigenen Patienten geben</translation>
    </message>
    <message>
      <source>They are one patient: list all studies under this name and ID</source>
      <translation>Es ist ein Patient: alle Untersuchungen unter diesem Namen und dieser ID führen</translation>
    </message>
    <message>
      <source>Same person: merge into this one</source>
      <translation>Dieselbe Person: mit dieser vereinen</translation>
    </message>
    <message>
      <source>Merge into this one</source>
      <translation>Mit diesem vereinen</translation>
    </message>
    <message>
      <source>And {count} more, when these are done.</source>
      <translation>Und {count} weitere, wenn diese erledigt sind.</translation>
    </message>
    <message>
      <source>named in {files} file of another's study</source>
      <translation>genannt in {files} Datei der Untersuchung eines anderen</translation>
    </message>
    <message>
      <source>named in {files} files of another's study</source>
      <translation>genannt in {files} Dateien der Untersuchung eines anderen</translation>
    </message>
    <message>
      <source>{count} pair or group to look at</source>
      <translation>{count} Paar oder Gruppe anzusehen</translation>
    </message>
    <message>
      <source>{count} pairs or groups to look at</source>
      <translation>{count} Paare oder Gruppen anzusehen</translation>
    </message>
    <message>
      <source>no date</source>
      <translation>kein Datum</translation>
    </message>
    <message>
      <source>{apart} kept apart.</source>
      <translation>{apart} getrennt gelassen.</translation>
    </message>
    <message>
      <source>short word</source>
      <translation>Kürzel</translation>
    </message>
    <message>
      <source>text it stands for</source>
      <translation>Text, für den es steht</translation>
    </message>
    <message>
      <source>SHORT WORDS</source>
      <translation>KÜRZEL</translation>
    </message>
    <message>
      <source>LEARNED SENTENCES</source>
      <translation>GELERNTE SÄTZE</translation>
    </message>
    <message>
      <source>Learn the sentences that I write and sign</source>
      <translation>Sätze lernen, die ich schreibe und signiere</translation>
    </message>
    <message>
      <source>Short word</source>
      <translation>Kürzel</translation>
    </message>
    <message>
      <source>Sentence</source>
      <translation>Satz</translation>
    </message>
    <message>
      <source>Signed</source>
      <translation>Signiert</translation>
    </message>
    <message>
      <source>Last</source>
      <translation>Zuletzt</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>Vergessen</translation>
    </message>
    <message>
      <source>Forget all</source>
      <translation>Alle vergessen</translation>
    </message>
    <message>
      <source>Waive</source>
      <translation>Übergehen</translation>
    </message>
    <message>
      <source>Sign in spite of this, with a reason</source>
      <translation>Trotzdem unterschreiben, mit Begründung</translation>
    </message>
    <message>
      <source>Reason, then Enter (Esc: not)</source>
      <translation>Begründung, dann Eingabe (Esc: nicht)</translation>
    </message>
    <message>
      <source>Leave it as it is</source>
      <translation>Lassen, wie es ist</translation>
    </message>
    <message>
      <source>REPORT</source>
      <translation>BERICHT</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Änderungen</translation>
    </message>
    <message>
      <source>Show below each sentence what was changed in the draft</source>
      <translation>Unter jedem Satz zeigen, was am Entwurf geändert wurde</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>Entwerfen</translation>
    </message>
    <message>
      <source>Draft the report from the accepted findings</source>
      <translation>Bericht aus den angenommenen Befunden entwerfen</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <source>Write PDF, DICOM or other files</source>
      <translation>PDF-, DICOM- oder andere Dateien schreiben</translation>
    </message>
    <message>
      <source>not provided</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>Indication</source>
      <translation>Indikation</translation>
    </message>
    <message>
      <source>Template sentences</source>
      <translation>Sätze aus der Vorlage</translation>
    </message>
    <message>
      <source>Draft again</source>
      <translation>Neu entwerfen</translation>
    </message>
    <message>
      <source>{words} words · yours: {median}</source>
      <translation>{words} Wörter · bei Ihnen: {median}</translation>
    </message>
    <message>
      <source>1 word</source>
      <translation>1 Wort</translation>
    </message>
    <message>
      <source>{count} words</source>
      <translation>{count} Wörter</translation>
    </message>
    <message>
      <source>Half of the reports that you signed in this template are shorter than {median} words</source>
      <translation>Die Hälfte der Berichte, die Sie in dieser Vorlage unterschrieben haben, ist kürzer als {median} Wörter</translation>
    </message>
    <message>
      <source>signed · version {version}</source>
      <translation>unterschrieben · Version {version}</translation>
    </message>
    <message>
      <source>Worded by {name}</source>
      <translation>Formuliert von {name}</translation>
    </message>
    <message>
      <source>The report appears here, from the accepted findings.</source>
      <translation>Hier erscheint der Bericht aus den angenommenen Befunden.</translation>
    </message>
    <message>
      <source>edited by {name}</source>
      <translation>bearbeitet von {name}</translation>
    </message>
    <message>
      <source>Go to the place in the images</source>
      <translation>Zur Stelle in den Bildern gehen</translation>
    </message>
    <message>
      <source>by {author}</source>
      <translation>von {author}</translation>
    </message>
    <message>
      <source>1 picture</source>
      <translation>1 Bild</translation>
    </message>
    <message>
      <source>{count} pictures</source>
      <translation>{count} Bilder</translation>
    </message>
    <message>
      <source>uncertainty {percent} %</source>
      <translation>Unsicherheit {percent} %</translation>
    </message>
    <message>
      <source>mean</source>
      <translation>Mittel</translation>
    </message>
    <message>
      <source>SD</source>
      <translation>SD</translation>
    </message>
    <message>
      <source>● experimental: not accepted at this site</source>
      <translation>● experimentell: an dieser Einrichtung nicht angenommen</translation>
    </message>
    <message>
      <source>(no description)</source>
      <translation>(keine Beschreibung)</translation>
    </message>
    <message>
      <source>take over</source>
      <translation>übernehmen</translation>
    </message>
    <message>
      <source>leave them</source>
      <translation>lassen</translation>
    </message>
    <message>
      <source>share</source>
      <translation>teilen</translation>
    </message>
    <message>
      <source>Change ▾</source>
      <translation>Ändern ▾</translation>
    </message>
    <message>
      <source>What can be done to the whole segment</source>
      <translation>Was mit dem ganzen Segment getan werden kann</translation>
    </message>
    <message>
      <source>Radius of the brush</source>
      <translation>Radius des Pinsels</translation>
    </message>
    <message>
      <source>Ball</source>
      <translation>Kugel</translation>
    </message>
    <message>
      <source>Paint through slices, as a ball; else a disc in the plane of the view</source>
      <translation>Durch Schichten malen, als Kugel; sonst als Scheibe in der Ebene der Ansicht</translation>
    </message>
    <message>
      <source>What paint does where another segment is</source>
      <translation>Was der Pinsel tut, wo ein anderes Segment ist</translation>
    </message>
    <message>
      <source>Values</source>
      <translation>Werte</translation>
    </message>
    <message>
      <source>Paint only where the picture's value lies between these</source>
      <translation>Nur malen, wo der Wert des Bildes zwischen diesen liegt</translation>
    </message>
    <message>
      <source>Lowest value painted on</source>
      <translation>Kleinster Wert, auf den gemalt wird</translation>
    </message>
    <message>
      <source>Highest value painted on</source>
      <translation>Größter Wert, auf den gemalt wird</translation>
    </message>
    <message>
      <source>What the scissors do</source>
      <translation>Was die Schere tut</translation>
    </message>
    <message>
      <source>All slices</source>
      <translation>Alle Schichten</translation>
    </message>
    <message>
      <source>Cut through all slices, or only the one on the screen</source>
      <translation>Durch alle Schichten schneiden oder nur durch die auf dem Bildschirm</translation>
    </message>
    <message>
      <source>How much values may differ from the one clicked</source>
      <translation>Wie weit Werte vom angeklickten abweichen dürfen</translation>
    </message>
    <message>
      <source>How far from the click a region may grow</source>
      <translation>Wie weit vom Klick ein Bereich wachsen darf</translation>
    </message>
    <message>
      <source>Where others are</source>
      <translation>Wo andere sind</translation>
    </message>
    <message>
      <source>to</source>
      <translation>bis</translation>
    </message>
    <message>
      <source>Values alike within ±</source>
      <translation>Werte gleich innerhalb ±</translation>
    </message>
    <message>
      <source>Up to, from the click</source>
      <translation>Bis zu, vom Klick aus</translation>
    </message>
    <message>
      <source>min</source>
      <translation>min</translation>
    </message>
    <message>
      <source>max</source>
      <translation>max</translation>
    </message>
    <message>
      <source>SEGMENTS</source>
      <translation>SEGMENTE</translation>
    </message>
    <message>
      <source>Outline only</source>
      <translation>Nur Umriss</translation>
    </message>
    <message>
      <source>Show outlines without a fill (O)</source>
      <translation>Umrisse ohne Füllung zeigen (O)</translation>
    </message>
    <message>
      <source>New segment (Ins)</source>
      <translation>Neues Segment (Einfg)</translation>
    </message>
    <message>
      <source>Show mean, SD, lowest and highest value</source>
      <translation>Mittel, SD, kleinsten und größten Wert zeigen</translation>
    </message>
    <message>
      <source>Statistics</source>
      <translation>Statistik</translation>
    </message>
    <message>
      <source>The segmentation on the images</source>
      <translation>Die Segmentierung auf den Bildern</translation>
    </message>
    <message>
      <source>Segments</source>
      <translation>Segmente</translation>
    </message>
    <message>
      <source>Opacity of the fill</source>
      <translation>Deckkraft der Füllung</translation>
    </message>
    <message>
      <source>Opacity</source>
      <translation>Deckkraft</translation>
    </message>
    <message>
      <source>Nothing segmented yet.</source>
      <translation>Noch nichts segmentiert.</translation>
    </message>
    <message>
      <source>Draw by hand</source>
      <translation>Von Hand zeichnen</translation>
    </message>
    <message>
      <source>Begin a segment and paint it (Ins)</source>
      <translation>Ein Segment beginnen und malen (Einfg)</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>gesperrt</translation>
    </message>
    <message>
      <source>{told}
{support}, by {author}</source>
      <translation>{told}
{support}, von {author}</translation>
    </message>
    <message>
      <source>from evidence</source>
      <translation>aus Belegen</translation>
    </message>
    <message>
      <source>without evidence in the images</source>
      <translation>ohne Beleg in den Bildern</translation>
    </message>
    <message>
      <source>Click to take your check mark away</source>
      <translation>Klicken nimmt Ihren Prüfvermerk zurück</translation>
    </message>
    <message>
      <source>Click to mark as checked</source>
      <translation>Klicken kennzeichnet als geprüft</translation>
    </message>
    <message>
      <source>waived</source>
      <translation>übergangen</translation>
    </message>
    <message>
      <source>Read drawings</source>
      <translation>Zeichnungen lesen</translation>
    </message>
    <message>
      <source>Open {name}</source>
      <translation>{name} öffnen</translation>
    </message>
    <message>
      <source>Opening was stopped.</source>
      <translation>Das Öffnen wurde angehalten.</translation>
    </message>
    <message>
      <source>Choose the series again to open it.</source>
      <translation>Die Serie noch einmal wählen, um sie zu öffnen.</translation>
    </message>
    <message>
      <source>▲ The findings were changed after signing. An addendum would say so:</source>
      <translation>▲ Die Befunde wurden nach dem Signieren geändert. Ein Nachtrag würde es sagen:</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Edit again; signing makes the next version and keeps this one</source>
      <translation>Wieder bearbeiten; die Unterschrift macht die nächste Version und behält diese</translation>
    </message>
    <message>
      <source>Sign</source>
      <translation>Unterschreiben</translation>
    </message>
    <message>
      <source>Sign this report (Ctrl+Return)</source>
      <translation>Diesen Bericht unterschreiben (Strg+Eingabe)</translation>
    </message>
    <message>
      <source>(no ID)</source>
      <translation>(keine ID)</translation>
    </message>
    <message>
      <source>born {date}</source>
      <translation>geboren {date}</translation>
    </message>
    <message>
      <source>no birth date</source>
      <translation>kein Geburtsdatum</translation>
    </message>
    <message>
      <source>Keep “{word}” as a word of mine</source>
      <translation>„{word}“ als eigenes Wort behalten</translation>
    </message>
    <message>
      <source>Forget “{word}” as a word of mine</source>
      <translation>„{word}“ als eigenes Wort vergessen</translation>
    </message>
    <message>
      <source>{count} running</source>
      <translation>{count} laufen</translation>
    </message>
    <message>
      <source>Thumbnails</source>
      <translation>Vorschaubilder</translation>
    </message>
    <message>
      <source>Search elements: a name, a tag, a part of a value</source>
      <translation>Elemente suchen: Name, Tag, Teil eines Wertes</translation>
    </message>
    <message>
      <source>Search elements</source>
      <translation>Elemente suchen</translation>
    </message>
    <message>
      <source>Copy the selected elements (Ctrl+C)</source>
      <translation>Gewählte Elemente kopieren (Strg+C)</translation>
    </message>
    <message>
      <source>Elements</source>
      <translation>Elemente</translation>
    </message>
    <message>
      <source>{count} found</source>
      <translation>{count} gefunden</translation>
    </message>
    <message>
      <source>{count} elements</source>
      <translation>{count} Elemente</translation>
    </message>
    <message>
      <source>left</source>
      <translation>links</translation>
    </message>
    <message>
      <source>right</source>
      <translation>rechts</translation>
    </message>
    <message>
      <source>both sides</source>
      <translation>beide Seiten</translation>
    </message>
    <message>
      <source>Words: liver, lower lobe, lymph node …</source>
      <translation>Worte: Leber, Unterlappen, Lymphknoten …</translation>
    </message>
    <message>
      <source>Words of the term</source>
      <translation>Worte des Begriffs</translation>
    </message>
    <message>
      <source>Terms</source>
      <translation>Begriffe</translation>
    </message>
    <message>
      <source>Side, kept as a code of its own</source>
      <translation>Seite, als eigener Code geführt</translation>
    </message>
    <message>
      <source>SNOMED CT and DICOM codes of the standard, PS3.16</source>
      <translation>SNOMED-CT- und DICOM-Codes des Standards, PS3.16</translation>
    </message>
    <message>
      <source>the draft as it was made</source>
      <translation>dem Entwurf, wie er gemacht wurde</translation>
    </message>
    <message>
      <source>the version before</source>
      <translation>der Fassung davor</translation>
    </message>
    <message>
      <source>the report of now</source>
      <translation>dem jetzigen Bericht</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
    <message>
      <source>Compared with</source>
      <translation>Verglichen mit</translation>
    </message>
    <message>
      <source>Bring back this version</source>
      <translation>Diese Fassung zurückholen</translation>
    </message>
    <message>
      <source>The report reads like this again; undo takes that back</source>
      <translation>Der Bericht lautet wieder so; Rückgängig nimmt das zurück</translation>
    </message>
    <message>
      <source>proposed</source>
      <translation>vorgeschlagen</translation>
    </message>
    <message>
      <source>confirmed</source>
      <translation>bestätigt</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>verworfen</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>Datum</translation>
    </message>
    <message>
      <source>Modality</source>
      <translation>Modalität</translation>
    </message>
    <message>
      <source>Description</source>
      <translation>Beschreibung</translation>
    </message>
    <message>
      <source>Series / pictures</source>
      <translation>Serien / Bilder</translation>
    </message>
    <message>
      <source>Priors</source>
      <translation>Vorunters.</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Status</translation>
    </message>
    <message>
      <source>This may be the same patient as another one, or two in one: click to see them side by side</source>
      <translation>Dies kann derselbe Patient sein wie ein anderer, oder zwei in einem: klicken, um sie nebeneinander zu sehen</translation>
    </message>
    <message>
      <source>(no date)</source>
      <translation>(kein Datum)</translation>
    </message>
    <message>
      <source>Search name, ID, date, modality, description or report text</source>
      <translation>Name, ID, Datum, Modalität, Beschreibung oder Berichtstext suchen</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>Importieren</translation>
    </message>
    <message>
      <source>Bring a folder, files or a zip archive into the library</source>
      <translation>Einen Ordner, Dateien oder ein Zip-Archiv in die Bibliothek bringen</translation>
    </message>
    <message>
      <source>About the study</source>
      <translation>Über die Untersuchung</translation>
    </message>
    <message>
      <source>No study matches “{words}”. Clear the search to see all of them.</source>
      <translation>Keine Untersuchung passt zu „{words}“. Suche leeren, um alle zu sehen.</translation>
    </message>
    <message>
      <source>Studies appear here.</source>
      <translation>Hier erscheinen Untersuchungen.</translation>
    </message>
    <message>
      <source>Drop a DICOM folder, files or a zip archive on this window, or use Import.</source>
      <translation>Einen DICOM-Ordner, Dateien oder ein Zip-Archiv auf dieses Fenster ziehen oder Importieren verwenden.</translation>
    </message>
    <message>
      <source>A synthetic chest CT with a known truth, made on this machine</source>
      <translation>Ein synthetisches Thorax-CT mit bekannter Wahrheit, auf diesem Rechner gemacht</translation>
    </message>
    <message>
      <source>{text} · {count} new above</source>
      <translation>{text} · {count} neue oben</translation>
    </message>
    <message>
      <source>Status: {status}</source>
      <translation>Status: {status}</translation>
    </message>
    <message>
      <source>(demonstration)</source>
      <translation>(Demonstration)</translation>
    </message>
    <message>
      <source>{count} study</source>
      <translation>{count} Untersuchung</translation>
    </message>
    <message>
      <source>{count} studies</source>
      <translation>{count} Untersuchungen</translation>
    </message>
    <message>
      <source>imported just now</source>
      <translation>eben importiert</translation>
    </message>
    <message>
      <source>Text at {percent} %.</source>
      <translation>Text mit {percent} %.</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <source>No font of this machine has the letters of this language.</source>
      <translation>Keine Schrift dieses Rechners hat die Zeichen dieser Sprache.</translation>
    </message>
    <message>
      <source>Install one, such as Noto Sans CJK.</source>
      <translation>Eine installieren, etwa Noto Sans CJK.</translation>
    </message>
    <message>
      <source>Language: {name}.</source>
      <translation>Sprache: {name}.</translation>
    </message>
    <message>
      <source>The window has it from its next start.</source>
      <translation>Das Fenster hat sie ab dem nächsten Start.</translation>
    </message>
    <message>
      <source>Make the window anew in this language? It comes back to where you are.</source>
      <translation>Das Fenster jetzt in dieser Sprache neu öffnen? Es kehrt an diese Stelle zurück.</translation>
    </message>
    <message>
      <source>Make it anew</source>
      <translation>Neu öffnen</translation>
    </message>
    <message>
      <source>There is no report yet.</source>
      <translation>Es gibt noch keinen Bericht.</translation>
    </message>
    <message>
      <source>Draft it first (Ctrl+D).</source>
      <translation>Erst entwerfen (Strg+D).</translation>
    </message>
    <message>
      <source>The report is signed.</source>
      <translation>Der Bericht ist unterschrieben.</translation>
    </message>
    <message>
      <source>Start an addendum first.</source>
      <translation>Erst einen Nachtrag beginnen.</translation>
    </message>
    <message>
      <source>Films run to and fro.</source>
      <translation>Filme laufen hin und her.</translation>
    </message>
    <message>
      <source>Films begin again from the first picture.</source>
      <translation>Filme beginnen wieder beim ersten Bild.</translation>
    </message>
    <message>
      <source>Read the times of the series</source>
      <translation>Zeitpunkte der Serie lesen</translation>
    </message>
    <message>
      <source>Shift+C stops, Ctrl+. and Ctrl+, change the speed.</source>
      <translation>Umschalt+C hält an, Strg+. und Strg+, ändern das Tempo.</translation>
    </message>
    <message>
      <source>Speed {speed}, {rate} pictures a second.</source>
      <translation>Geschwindigkeit {speed}, {rate} Bilder pro Sekunde.</translation>
    </message>
    <message>
      <source>Speed {speed}.</source>
      <translation>Geschwindigkeit {speed}.</translation>
    </message>
    <message>
      <source>one half or more in {votes} of {looks} looks</source>
      <translation>die Hälfte oder mehr in {votes} von {looks} Blicken</translation>
    </message>
    <message>
      <source>{model}: choose a finding to see where on the picture its score comes from.</source>
      <translation>{model}: Wählen Sie einen Befund, um zu sehen, woher auf dem Bild sein Wert kommt.</translation>
    </message>
    <message>
      <source>Covering what is framed lowers the score most.</source>
      <translation>Wird das Umrahmte abgedeckt, sinkt der Wert am stärksten.</translation>
    </message>
    <message>
      <source>No place of the picture lowers the score when it is covered.</source>
      <translation>Keine Stelle des Bildes senkt den Wert, wenn sie abgedeckt wird.</translation>
    </message>
    <message>
      <source>A score is no probability of disease.</source>
      <translation>Ein Wert ist keine Wahrscheinlichkeit einer Krankheit.</translation>
    </message>
    <message>
      <source>Align with prior</source>
      <translation>An Voruntersuchung ausrichten</translation>
    </message>
    <message>
      <source>Bend onto prior</source>
      <translation>An Voruntersuchung verformen</translation>
    </message>
    <message>
      <source>Both lie in one frame of reference already: nothing has to be aligned.</source>
      <translation>Beide liegen schon in einem Bezugssystem: nichts muss ausgerichtet werden.</translation>
    </message>
    <message>
      <source>Set both crosshairs on the same point, then align here again.</source>
      <translation>Beide Fadenkreuze auf denselben Punkt setzen, dann noch einmal hier ausrichten.</translation>
    </message>
    <message>
      <source>Viewers are parted until then.</source>
      <translation>Bis dahin sind die Betrachter getrennt.</translation>
    </message>
    <message>
      <source>Aligned at the crosshairs.</source>
      <translation>An den Fadenkreuzen ausgerichtet.</translation>
    </message>
    <message>
      <source>Aligned with the study of {date}.</source>
      <translation>Auf die Untersuchung vom {date} ausgerichtet.</translation>
    </message>
    <message>
      <source>Look for the same in the prior</source>
      <translation>Dasselbe in der Voruntersuchung suchen</translation>
    </message>
    <message>
      <source>Compare lesions</source>
      <translation>Läsionen vergleichen</translation>
    </message>
    <message>
      <source>This finding has no place in these pictures, so nothing can be paired with it.</source>
      <translation>Dieser Befund hat keinen Ort in diesen Bildern, also kann ihm nichts zugeordnet werden.</translation>
    </message>
    <message>
      <source>No accepted lesion has a size in the earliest prior, so there are no RECIST targets.</source>
      <translation>Keine angenommene Läsion hat in der frühesten Voruntersuchung eine Größe, daher gibt es keine RECIST-Zielläsionen.</translation>
    </message>
    <message>
      <source>{mm} mm from where it is expected</source>
      <translation>{mm} mm von der erwarteten Stelle</translation>
    </message>
    <message>
      <source>The earlier study does not hold this lesion any more.</source>
      <translation>Die frühere Untersuchung enthält diese Läsion nicht mehr.</translation>
    </message>
    <message>
      <source>Compare again.</source>
      <translation>Noch einmal vergleichen.</translation>
    </message>
    <message>
      <source>Lesions in both studies: {together}; in one of them: {alone}.</source>
      <translation>Läsionen in beiden Untersuchungen: {together}; in nur einer: {alone}.</translation>
    </message>
    <message>
      <source>There are no lesions to compare.</source>
      <translation>Es gibt keine Läsionen zu vergleichen.</translation>
    </message>
    <message>
      <source>by the reader</source>
      <translation>durch den Befunder</translation>
    </message>
    <message>
      <source>by the rule</source>
      <translation>nach der Regel</translation>
    </message>
    <message>
      <source>Describe the view</source>
      <translation>Ansicht beschreiben</translation>
    </message>
    <message>
      <source>Show a picture of the open study first.</source>
      <translation>Zeigen Sie zuerst ein Bild der geöffneten Untersuchung.</translation>
    </message>
    <message>
      <source>Add a GGUF file with its projector (mmproj) under Help, Models.</source>
      <translation>Unter Hilfe, Modelle eine GGUF-Datei mit ihrem Projektor (mmproj) hinzufügen.</translation>
    </message>
    <message>
      <source>Each waits to be checked, rewritten or removed before the report can be signed.</source>
      <translation>Jeder ist zu prüfen, umzuschreiben oder zu entfernen, bevor der Bericht signiert werden kann.</translation>
    </message>
    <message>
      <source>1 unverified sentence of a model is in the report.</source>
      <translation>1 ungeprüfter Satz eines Modells steht im Bericht.</translation>
    </message>
    <message>
      <source>{count} unverified sentences of a model are in the report.</source>
      <translation>{count} ungeprüfte Sätze eines Modells stehen im Bericht.</translation>
    </message>
    <message>
      <source>There are no two segmentations of this series with a structure in common.</source>
      <translation>Keine zwei Segmentierungen dieser Serie haben eine Struktur gemeinsam.</translation>
    </message>
    <message>
      <source>Segment it with two models.</source>
      <translation>Mit zwei Modellen segmentieren.</translation>
    </message>
    <message>
      <source>No other series of this study lies in the same frame of reference.</source>
      <translation>Keine andere Serie dieser Untersuchung liegt im selben Bezugssystem.</translation>
    </message>
    <message>
      <source>Register them first.</source>
      <translation>Erst registrieren.</translation>
    </message>
    <message>
      <source>Where in the images is …?</source>
      <translation>Wo in den Bildern ist …?</translation>
    </message>
    <message>
      <source>Look for words in the images</source>
      <translation>Worte in den Bildern suchen</translation>
    </message>
    <message>
      <source>“{phrase}”: match {score}.</source>
      <translation>„{phrase}“: Übereinstimmung {score}.</translation>
    </message>
    <message>
      <source>Describe a place</source>
      <translation>Eine Stelle beschreiben</translation>
    </message>
    <message>
      <source>{count} places are framed.</source>
      <translation>{count} Stellen sind umrahmt.</translation>
    </message>
    <message>
      <source>These pictures form no volume.</source>
      <translation>Diese Bilder bilden kein Volumen.</translation>
    </message>
    <message>
      <source>Nothing is outlined here, so no organ is named (Ctrl+G).</source>
      <translation>Hier ist nichts umrissen, daher wird kein Organ genannt (Strg+G).</translation>
    </message>
    <message>
      <source>Nothing was asked for.</source>
      <translation>Es wurde nach nichts gefragt.</translation>
    </message>
    <message>
      <source>Not located: “{phrase}”.</source>
      <translation>Nicht gefunden: „{phrase}“.</translation>
    </message>
    <message>
      <source>Not assessed: “{phrase}”.</source>
      <translation>Nicht beurteilt: „{phrase}“.</translation>
    </message>
    <message>
      <source>Open that series and ask again.</source>
      <translation>Diese Serie öffnen und erneut fragen.</translation>
    </message>
    <message>
      <source>“{phrase}” lies on another series of this study.</source>
      <translation>„{phrase}“ liegt auf einer anderen Serie dieser Untersuchung.</translation>
    </message>
    <message>
      <source>{name}: {size} in the library ({pictures} {originals}, decoded {unpacked}, masks {masks}).</source>
      <translation>{name}: {size} in der Bibliothek ({pictures} {originals}, dekodiert {unpacked}, Masken {masks}).</translation>
    </message>
    <message>
      <source>Delete {name} with its picture, {size}? This cannot be undone.</source>
      <translation>{name} mit seinem Bild löschen, {size}? Das kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
      <source>Delete {name} with its {count} pictures, {size}? This cannot be undone.</source>
      <translation>{name} mit {count} Bildern, {size}, löschen? Das kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
      <source>The log of edits keeps what was done to it.</source>
      <translation>Das Änderungsprotokoll behält, was damit getan wurde.</translation>
    </message>
    <message>
      <source>Take them out</source>
      <translation>Herausnehmen</translation>
    </message>
    <message>
      <source>Another {size} lie where they were imported from.</source>
      <translation>Weitere {size} liegen dort, woher sie importiert wurden.</translation>
    </message>
    <message>
      <source>This study has a signed report, so it is not deleted here.</source>
      <translation>Diese Untersuchung hat einen unterschriebenen Bericht und wird hier nicht gelöscht.</translation>
    </message>
    <message>
      <source>Archive it instead. Who must delete it uses `lightbox delete --even-signed`.</source>
      <translation>Stattdessen archivieren. Wer sie löschen muss, nimmt `lightbox delete --even-signed`.</translation>
    </message>
    <message>
      <source>Deleted {name}: {size}.</source>
      <translation>{name} gelöscht: {size}.</translation>
    </message>
    <message>
      <source>The library is {size} smaller.</source>
      <translation>Die Bibliothek ist {size} kleiner.</translation>
    </message>
    <message>
      <source>{name} opens from {folder} now.</source>
      <translation>{name} öffnet jetzt aus {folder}.</translation>
    </message>
    <message>
      <source>No study is selected.</source>
      <translation>Keine Untersuchung ist ausgewählt.</translation>
    </message>
    <message>
      <source>Select one in the worklist.</source>
      <translation>Eine in der Arbeitsliste auswählen.</translation>
    </message>
    <message>
      <source>Compare patients</source>
      <translation>Patienten vergleichen</translation>
    </message>
    <message>
      <source>Import a folder</source>
      <translation>Einen Ordner importieren</translation>
    </message>
    <message>
      <source>Make the demonstration study</source>
      <translation>Demonstrationsuntersuchung herstellen</translation>
    </message>
    <message>
      <source>Prepare the pictures</source>
      <translation>Bilder vorbereiten</translation>
    </message>
    <message>
      <source>Read the objects beside the pictures</source>
      <translation>Objekte neben den Bildern lesen</translation>
    </message>
    <message>
      <source>Import files or a zip archive</source>
      <translation>Dateien oder ein Zip-Archiv importieren</translation>
    </message>
    <message>
      <source>Import {name}</source>
      <translation>{name} importieren</translation>
    </message>
    <message>
      <source>Not every object beside the pictures could be read.</source>
      <translation>Nicht jedes Objekt neben den Bildern konnte gelesen werden.</translation>
    </message>
    <message>
      <source>Import again to go on.</source>
      <translation>Zum Fortsetzen noch einmal importieren.</translation>
    </message>
    <message>
      <source>There is no DICOM study in what was given.</source>
      <translation>Darin ist keine DICOM-Untersuchung.</translation>
    </message>
    <message>
      <source>Enter opens the selected study.</source>
      <translation>Eingabe öffnet die ausgewählte Untersuchung.</translation>
    </message>
    <message>
      <source>Scroll one alone with links off (Alt+L), then link them as they stand (Alt+Shift+L).</source>
      <translation>Einen allein ohne Verknüpfung blättern (Alt+L), dann verknüpfen, wie sie stehen (Alt+Umschalt+L).</translation>
    </message>
    <message>
      <source>Viewers scroll together.</source>
      <translation>Betrachter blättern gemeinsam.</translation>
    </message>
    <message>
      <source>Viewers scroll each for itself.</source>
      <translation>Betrachter blättern jeder für sich.</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified together.</source>
      <translation>Betrachter werden gemeinsam verschoben und vergrößert.</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified each for itself.</source>
      <translation>Betrachter werden einzeln verschoben und vergrößert.</translation>
    </message>
    <message>
      <source>Viewers share one window.</source>
      <translation>Betrachter teilen eine Fensterung.</translation>
    </message>
    <message>
      <source>Viewers have windows of their own.</source>
      <translation>Betrachter haben eigene Fensterungen.</translation>
    </message>
    <message>
      <source>What is this hanging protocol called?</source>
      <translation>Wie heißt dieses Hängeprotokoll?</translation>
    </message>
    <message>
      <source>No earlier study of this patient has pictures of this kind.</source>
      <translation>Keine frühere Untersuchung dieses Patienten hat solche Bilder.</translation>
    </message>
    <message>
      <source>The study of {date} stands beside this one.</source>
      <translation>Die Untersuchung vom {date} steht daneben.</translation>
    </message>
    <message>
      <source>Viewers of different frames of reference are no longer linked.</source>
      <translation>Betrachter verschiedener Bezugssysteme sind nicht mehr verknüpft.</translation>
    </message>
    <message>
      <source>Viewers scroll together from where they stand.</source>
      <translation>Betrachter blättern gemeinsam, von wo sie stehen.</translation>
    </message>
    <message>
      <source>Layouts (Alt+1 to Alt+9) and series go to the window of the viewer that was clicked last.</source>
      <translation>Anordnungen (Alt+1 bis Alt+9) und Serien gehen in das Fenster des zuletzt angeklickten Betrachters.</translation>
    </message>
    <message>
      <source>There is no hanging protocol.</source>
      <translation>Es gibt kein Hängeprotokoll.</translation>
    </message>
    <message>
      <source>Saved the hanging protocol {name}.</source>
      <translation>Das Hängeprotokoll {name} ist gespeichert.</translation>
    </message>
    <message>
      <source>The pictures are in the other window. Alt+M brings the viewer back that was clicked last; a series can be dragged here.</source>
      <translation>Die Bilder sind im anderen Fenster. Alt+M holt den zuletzt angeklickten Betrachter zurück; eine Serie kann hierher gezogen werden.</translation>
    </message>
    <message>
      <source>Read stored values</source>
      <translation>Gespeicherte Werte lesen</translation>
    </message>
    <message>
      <source>Hold a ruler to the scale: projectors, remote and scaled screens tell wrong sizes; a radiograph is magnified.</source>
      <translation>Ein Lineal an den Maßstab halten: Projektoren, entfernte und skalierte Bildschirme nennen falsche Größen; eine Röntgenaufnahme ist vergrößert.</translation>
    </message>
    <message>
      <source>Nothing says how large a pixel of this picture is.</source>
      <translation>Nichts sagt, wie groß ein Pixel dieses Bildes ist.</translation>
    </message>
    <message>
      <source>Calibrate it by a known length (K).</source>
      <translation>An einer bekannten Länge kalibrieren (K).</translation>
    </message>
    <message>
      <source>The screen does not tell how large it is.</source>
      <translation>Der Bildschirm sagt nicht, wie groß er ist.</translation>
    </message>
    <message>
      <source>True size for a screen that is {width} cm wide, as it tells itself.</source>
      <translation>Wahre Größe für einen Bildschirm, der nach eigener Angabe {width} cm breit ist.</translation>
    </message>
    <message>
      <source>Drop the outline</source>
      <translation>Umriss verwerfen</translation>
    </message>
    <message>
      <source>Ctrl+Z takes it back.</source>
      <translation>Strg+Z nimmt es zurück.</translation>
    </message>
    <message>
      <source>That lies outside the images.</source>
      <translation>Das liegt außerhalb der Bilder.</translation>
    </message>
    <message>
      <source>Mark something inside them.</source>
      <translation>Etwas darin markieren.</translation>
    </message>
    <message>
      <source>The outline of “{name}” is not kept yet. Marks: {count}.</source>
      <translation>Der Umriss von „{name}“ ist noch nicht übernommen. Marken: {count}.</translation>
    </message>
    <message>
      <source>it has no voxels now</source>
      <translation>es hat jetzt keine Voxel</translation>
    </message>
    <message>
      <source>“{name}” is kept: {size}.</source>
      <translation>„{name}“ ist übernommen: {size}.</translation>
    </message>
    <message>
      <source>Nothing is marked yet.</source>
      <translation>Noch ist nichts markiert.</translation>
    </message>
    <message>
      <source>Click inside the structure, or leave with Escape.</source>
      <translation>In die Struktur klicken oder mit Esc verlassen.</translation>
    </message>
    <message>
      <source>The outline is empty: there is nothing to keep.</source>
      <translation>Der Umriss ist leer: nichts zu behalten.</translation>
    </message>
    <message>
      <source>Mark the inside, or leave with Escape.</source>
      <translation>Das Innere markieren oder mit Esc verlassen.</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>Angehalten.</translation>
    </message>
    <message>
      <source>The mark stays: mark again, or take it back.</source>
      <translation>Die Markierung bleibt: wieder markieren oder zurücknehmen.</translation>
    </message>
    <message>
      <source>Radiomics</source>
      <translation>Radiomics-Merkmale</translation>
    </message>
    <message>
      <source>No segment is in hand.</source>
      <translation>Kein Segment ist in Arbeit.</translation>
    </message>
    <message>
      <source>Click its name in the list.</source>
      <translation>Klicken Sie den Namen in der Liste an.</translation>
    </message>
    <message>
      <source>No segments are on the images.</source>
      <translation>Auf den Bildern sind keine Segmente.</translation>
    </message>
    <message>
      <source>Segments on the clipboard, as a table: {count}.</source>
      <translation>Segmente in der Zwischenablage, als Tabelle: {count}.</translation>
    </message>
    <message>
      <source>Measure on them by hand.</source>
      <translation>Messen Sie von Hand darauf.</translation>
    </message>
    <message>
      <source>There is no report that could be changed.</source>
      <translation>Es gibt keinen Bericht, der geändert werden könnte.</translation>
    </message>
    <message>
      <source>Draft it (Ctrl+D), or start an addendum.</source>
      <translation>Ihn entwerfen (Strg+D) oder einen Nachtrag beginnen.</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) or in two directions (Shift+R), then press F.</source>
      <translation>Mit dem Lineal (R) oder in zwei Richtungen (Umschalt+R) messen, dann F drücken.</translation>
    </message>
    <message>
      <source>Undo, or reject one of them.</source>
      <translation>Rückgängig machen oder einen davon ablehnen.</translation>
    </message>
    <message>
      <source>Its value can be copied with the table.</source>
      <translation>Sein Wert kann mit der Tabelle kopiert werden.</translation>
    </message>
    <message>
      <source>Measurements on the clipboard, as a table: {count}.</source>
      <translation>Messungen in der Zwischenablage, als Tabelle: {count}.</translation>
    </message>
    <message>
      <source>It is a finding already.</source>
      <translation>Es ist schon ein Befund.</translation>
    </message>
    <message>
      <source>What is selected has no size.</source>
      <translation>Das Ausgewählte hat keine Größe.</translation>
    </message>
    <message>
      <source>There is no size that is not a finding yet.</source>
      <translation>Es gibt keine Größe, die noch kein Befund ist.</translation>
    </message>
    <message>
      <source>This may be the {finding} already listed.</source>
      <translation>Das könnte der schon aufgeführte Befund sein: {finding}.</translation>
    </message>
    <message>
      <source>There is no size or angle to report: {kind}.</source>
      <translation>Keine Größe und kein Winkel zum Berichten: {kind}.</translation>
    </message>
    <message>
      <source>Add a model pack from a file</source>
      <translation>Modellpaket aus einer Datei hinzufügen</translation>
    </message>
    <message>
      <source>A folder of cases with references</source>
      <translation>Ein Ordner mit Fällen und Referenzen</translation>
    </message>
    <message>
      <source>Accept the model</source>
      <translation>Modell annehmen</translation>
    </message>
    <message>
      <source>Remove the model</source>
      <translation>Modell entfernen</translation>
    </message>
    <message>
      <source>Add a model pack from a folder</source>
      <translation>Modellpaket aus einem Ordner hinzufügen</translation>
    </message>
    <message>
      <source>Install it marked so</source>
      <translation>So gekennzeichnet installieren</translation>
    </message>
    <message>
      <source>No series is open.</source>
      <translation>Keine Serie ist offen.</translation>
    </message>
    <message>
      <source>Open a study first.</source>
      <translation>Erst eine Untersuchung öffnen.</translation>
    </message>
    <message>
      <source>See Help, Models.</source>
      <translation>Siehe Hilfe, Modelle.</translation>
    </message>
    <message>
      <source>No lungs were found by this model in this series.</source>
      <translation>Dieses Modell fand in dieser Serie keine Lungen.</translation>
    </message>
    <message>
      <source>Lung nodules are looked for inside lungs.</source>
      <translation>Lungenrundherde werden innerhalb der Lungen gesucht.</translation>
    </message>
    <message>
      <source>made for: {parts}</source>
      <translation>gemacht für: {parts}</translation>
    </message>
    <message>
      <source>Bring segmentations along</source>
      <translation>Segmentierungen mitnehmen</translation>
    </message>
    <message>
      <source>Bring along</source>
      <translation>Mitnehmen</translation>
    </message>
    <message>
      <source>More pictures of this series came after this was made: {names}.</source>
      <translation>Nachdem dies entstand, kamen weitere Bilder der Serie hinzu: {names}.</translation>
    </message>
    <message>
      <source>Export the reformat to</source>
      <translation>Reformatierung exportieren nach</translation>
    </message>
    <message>
      <source>Export the reformat</source>
      <translation>Reformatierung exportieren</translation>
    </message>
    <message>
      <source>Lay the plane along the line flat</source>
      <translation>Ebene entlang der Linie auslegen</translation>
    </message>
    <message>
      <source>Values over time</source>
      <translation>Werte im Zeitverlauf</translation>
    </message>
    <message>
      <source>No line is selected.</source>
      <translation>Keine Linie ist ausgewählt.</translation>
    </message>
    <message>
      <source>Draw one of several points (L), and select it.</source>
      <translation>Eine aus mehreren Punkten zeichnen (L) und auswählen.</translation>
    </message>
    <message>
      <source>Follow the line</source>
      <translation>Der Linie folgen</translation>
    </message>
    <message>
      <source>1 picture is in {folder}.</source>
      <translation>1 Bild liegt in {folder}.</translation>
    </message>
    <message>
      <source>{count} pictures are in {folder}.</source>
      <translation>{count} Bilder liegen in {folder}.</translation>
    </message>
    <message>
      <source>Export to</source>
      <translation>Exportieren nach</translation>
    </message>
    <message>
      <source>Export the corrections of drafts</source>
      <translation>Korrekturen der Entwürfe exportieren</translation>
    </message>
    <message>
      <source>Put the cursor into a sentence of the report first.</source>
      <translation>Setzen Sie zuerst die Schreibmarke in einen Satz des Berichts.</translation>
    </message>
    <message>
      <source>Nothing was measured on an accepted finding.</source>
      <translation>An keinem angenommenen Befund wurde etwas gemessen.</translation>
    </message>
    <message>
      <source>Measure one and accept it, then try again.</source>
      <translation>Messen Sie einen, nehmen Sie ihn an und versuchen Sie es erneut.</translation>
    </message>
    <message>
      <source>Draft and final text of 1 signed report, without names and dates; pairs of sentences: {pairs}</source>
      <translation>Entwurf und Endtext von 1 unterschriebenen Bericht, ohne Namen und Daten; Satzpaare: {pairs}</translation>
    </message>
    <message>
      <source>Draft and final text of {count} signed reports, without names and dates; pairs of sentences: {pairs}</source>
      <translation>Entwurf und Endtext von {count} unterschriebenen Berichten, ohne Namen und Daten; Satzpaare: {pairs}</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back?</source>
      <translation>Wer erfuhr es, wie, und wurde es zurückgelesen?</translation>
    </message>
    <message>
      <source>This report has no critical result.</source>
      <translation>In diesem Befundbericht steht kein kritisches Ergebnis.</translation>
    </message>
    <message>
      <source>The list is resources/terms/critical.toml.</source>
      <translation>Die Liste ist resources/terms/critical.toml.</translation>
    </message>
    <message>
      <source>Signed.</source>
      <translation>Unterschrieben.</translation>
    </message>
    <message>
      <source>Ctrl+Shift+C copies it as text; Ctrl+E writes PDF and DICOM.</source>
      <translation>Strg+Umschalt+C kopiert ihn als Text; Strg+E schreibt PDF und DICOM.</translation>
    </message>
    <message>
      <source>The signed report is on the clipboard.</source>
      <translation>Der unterschriebene Bericht ist in der Zwischenablage.</translation>
    </message>
    <message>
      <source>Open the study and wait for its images first.</source>
      <translation>Die Untersuchung öffnen und erst auf ihre Bilder warten.</translation>
    </message>
    <message>
      <source>No finding is accepted, so the report says that nothing was found.</source>
      <translation>Kein Befund ist angenommen, also sagt der Bericht, dass nichts gefunden wurde.</translation>
    </message>
    <message>
      <source>Accept findings with Space.</source>
      <translation>Befunde mit der Leertaste annehmen.</translation>
    </message>
    <message>
      <source>Nothing stands in the way of signing.</source>
      <translation>Der Unterschrift steht nichts im Weg.</translation>
    </message>
    <message>
      <source>Segments share voxels: each is whole in one of several NIfTI files.</source>
      <translation>Segmente teilen Voxel: Jedes liegt ganz in einer von mehreren NIfTI-Dateien.</translation>
    </message>
    <message>
      <source>Files to be written: {files}.</source>
      <translation>Zu schreibende Dateien: {files}.</translation>
    </message>
    <message>
      <source>The file is not valid.</source>
      <translation>Die Datei ist nicht gültig.</translation>
    </message>
    <message>
      <source>{wrong} of {count} files are not valid.</source>
      <translation>{wrong} von {count} Dateien sind nicht gültig.</translation>
    </message>
    <message>
      <source>{reasons} They are in {folder}.</source>
      <translation>{reasons} Sie liegen in {folder}.</translation>
    </message>
    <message>
      <source>1 file written and read back:</source>
      <translation>1 Datei geschrieben und zurückgelesen:</translation>
    </message>
    <message>
      <source>{count} files written and read back:</source>
      <translation>{count} Dateien geschrieben und zurückgelesen:</translation>
    </message>
    <message>
      <source>What was found, and where?</source>
      <translation>Was wurde wo gefunden?</translation>
    </message>
    <message>
      <source>What is this segment?</source>
      <translation>Was ist dieses Segment?</translation>
    </message>
    <message>
      <source>Which values is it to hold instead of what it holds? From, to</source>
      <translation>Welche Werte soll es statt des jetzigen Inhalts umfassen? Von, bis</translation>
    </message>
    <message>
      <source>Otsu's threshold</source>
      <translation>Schwellenwert nach Otsu</translation>
    </message>
    <message>
      <source>Remove islands smaller than how many ml?</source>
      <translation>Inseln kleiner als wie viele ml entfernen?</translation>
    </message>
    <message>
      <source>Split islands</source>
      <translation>Inseln aufteilen</translation>
    </message>
    <message>
      <source>How many millimetres larger? With a minus, smaller</source>
      <translation>Um wie viele Millimeter größer? Mit Minus kleiner</translation>
    </message>
    <message>
      <source>How many millimetres thick is the wall?</source>
      <translation>Wie viele Millimeter dick ist die Wand?</translation>
    </message>
    <message>
      <source>Measure the segments</source>
      <translation>Segmente messen</translation>
    </message>
    <message>
      <source>Grow a region</source>
      <translation>Region wachsen lassen</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>Remove small islands</source>
      <translation>Kleine Inseln entfernen</translation>
    </message>
    <message>
      <source>Margin</source>
      <translation>Rand</translation>
    </message>
    <message>
      <source>Hollow</source>
      <translation>Aushöhlen</translation>
    </message>
    <message>
      <source>Over how many millimetres?</source>
      <translation>Über wie viele Millimeter?</translation>
    </message>
    <message>
      <source>There is no other segment to combine it with.</source>
      <translation>Es gibt kein anderes Segment zum Verbinden.</translation>
    </message>
    <message>
      <source>Click its name in the list, or begin a new one.</source>
      <translation>Seinen Namen in der Liste anklicken oder ein neues beginnen.</translation>
    </message>
    <message>
      <source>The segment now holds all above {value}.</source>
      <translation>Das Segment umfasst jetzt alles über {value}.</translation>
    </message>
    <message>
      <source>Fill holes</source>
      <translation>Löcher füllen</translation>
    </message>
    <message>
      <source>Smooth</source>
      <translation>Glätten</translation>
    </message>
    <message>
      <source>Fill between slices</source>
      <translation>Zwischen Schichten füllen</translation>
    </message>
    <message>
      <source>Undo it and let values differ less, or set the reach higher.</source>
      <translation>Rückgängig machen und kleinere Abweichungen zulassen, oder die Reichweite erhöhen.</translation>
    </message>
    <message>
      <source>The template requires this line.</source>
      <translation>Die Vorlage verlangt diese Zeile.</translation>
    </message>
    <message>
      <source>Write there that it does not apply, if so.</source>
      <translation>Schreiben Sie gegebenenfalls, dass sie nicht zutrifft.</translation>
    </message>
    <message>
      <source>Read the mask</source>
      <translation>Maske lesen</translation>
    </message>
    <message>
      <source>The file names no mask: frame 1 is subtracted.</source>
      <translation>Die Datei nennt keine Maske: Einzelbild 1 ist abgezogen.</translation>
    </message>
    <message>
      <source>Another frame becomes the mask by its own command in the menu View, Films.</source>
      <translation>Ein anderes Einzelbild wird mit dem eigenen Befehl im Menü Ansicht, Filme zur Maske.</translation>
    </message>
    <message>
      <source>Read the elements</source>
      <translation>Elemente lesen</translation>
    </message>
    <message>
      <source>Import segments (NRRD or NIfTI label map, STL surfaces)</source>
      <translation>Segmente importieren (Labelkarte in NRRD oder NIfTI, Oberflächen in STL)</translation>
    </message>
    <message>
      <source>Import segments</source>
      <translation>Segmente importieren</translation>
    </message>
    <message>
      <source>Several label maps cannot be imported at once.</source>
      <translation>Mehrere Labelkarten lassen sich nicht auf einmal importieren.</translation>
    </message>
    <message>
      <source>Choose one of them, or several STL surfaces.</source>
      <translation>Wählen Sie eine davon oder mehrere Oberflächen in STL.</translation>
    </message>
    <message>
      <source>DICOM segmentations and structure sets are imported as files of the study.</source>
      <translation>DICOM-Segmentierungen und Struktursätze werden als Dateien der Untersuchung importiert.</translation>
    </message>
    <message>
      <source>1 segment of {name} is on the pictures.</source>
      <translation>1 Segment aus {name} liegt auf den Bildern.</translation>
    </message>
    <message>
      <source>{count} segments of {name} are on the pictures.</source>
      <translation>{count} Segmente aus {name} liegen auf den Bildern.</translation>
    </message>
    <message>
      <source>This template has no structures to be marked as reviewed.</source>
      <translation>Diese Vorlage hat keine Strukturen, die als beurteilt markiert werden können.</translation>
    </message>
    <message>
      <source>Choose another template in the menu Report.</source>
      <translation>Wählen Sie im Menü Bericht eine andere Vorlage.</translation>
    </message>
    <message>
      <source>Nothing is left to fill in.</source>
      <translation>Es ist nichts mehr auszufüllen.</translation>
    </message>
    <message>
      <source>Moving picture (GIF)</source>
      <translation>Bewegtes Bild (GIF)</translation>
    </message>
    <message>
      <source>turns without end, for slides and messages</source>
      <translation>dreht sich ohne Ende, für Folien und Nachrichten</translation>
    </message>
    <message>
      <source>Film (AVI)</source>
      <translation>Film (AVI)</translation>
    </message>
    <message>
      <source>three turns, for players of films</source>
      <translation>drei Drehungen, für Abspielprogramme</translation>
    </message>
    <message>
      <source>Export the turntable to</source>
      <translation>Drehung exportieren nach</translation>
    </message>
    <message>
      <source>Export the turntable</source>
      <translation>Drehung exportieren</translation>
    </message>
    <message>
      <source>There are no visible segments.</source>
      <translation>Es gibt keine sichtbaren Segmente.</translation>
    </message>
    <message>
      <source>Segment the series, or show the segments (G).</source>
      <translation>Die Serie segmentieren oder die Segmente zeigen (G).</translation>
    </message>
    <message>
      <source>The scissors took nothing away.</source>
      <translation>Die Schere nahm nichts weg.</translation>
    </message>
    <message>
      <source>There is no volume to show in 3D.</source>
      <translation>Es gibt kein Volumen, das in 3D gezeigt werden könnte.</translation>
    </message>
    <message>
      <source>Open a series of slices.</source>
      <translation>Eine Serie von Schichten öffnen.</translation>
    </message>
    <message>
      <source>3D is not there yet.</source>
      <translation>3D ist noch nicht da.</translation>
    </message>
    <message>
      <source>Show the 3D view (M) and wait a moment.</source>
      <translation>Die 3D-Ansicht zeigen (M) und kurz warten.</translation>
    </message>
    <message>
      <source>One turn is in {path}.</source>
      <translation>Eine Drehung liegt in {path}.</translation>
    </message>
    <message>
      <source>Keys 1, 2 and 0 work here.</source>
      <translation>Hier gehen die Tasten 1, 2 und 0.</translation>
    </message>
    <message>
      <source>The file has no other window.</source>
      <translation>Die Datei hat kein anderes Fenster.</translation>
    </message>
    <message>
      <source>The number keys have more.</source>
      <translation>Die Zifferntasten haben mehr.</translation>
    </message>
    <message>
      <source>CT in stored values</source>
      <translation>CT in gespeicherten Werten</translation>
    </message>
    <message>
      <source>not CT</source>
      <translation>kein CT</translation>
    </message>
    <message>
      <source>Key {key} is a window in Hounsfield units; this is {unit}.</source>
      <translation>Taste {key} ist eine Fensterung in Hounsfield-Einheiten; dies ist {unit}.</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Fenster</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>Films</source>
      <translation>Filme</translation>
    </message>
    <message>
      <source>Reformats</source>
      <translation>Reformatierungen</translation>
    </message>
    <message>
      <source>Fusion</source>
      <translation>Fusion</translation>
    </message>
    <message>
      <source>Panels</source>
      <translation>Bereiche</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>Untersuchung</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>Bearbeiten</translation>
    </message>
    <message>
      <source>View</source>
      <translation>Ansicht</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>Messen</translation>
    </message>
    <message>
      <source>3D</source>
      <translation>3D</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>Start the decoders</source>
      <translation>Dekoder starten</translation>
    </message>
    <message>
      <source>Back up the library</source>
      <translation>Bibliothek sichern</translation>
    </message>
    <message>
      <source>Open one from the worklist.</source>
      <translation>Eine aus der Arbeitsliste öffnen.</translation>
    </message>
    <message>
      <source>Stopped: {what}.</source>
      <translation>Angehalten: {what}.</translation>
    </message>
    <message>
      <source>How much of the colour is seen</source>
      <translation>Wie viel von der Farbe zu sehen ist</translation>
    </message>
    <message>
      <source>{name} view</source>
      <translation>Ansicht {name}</translation>
    </message>
    <message>
      <source>{count} volumes</source>
      <translation>{count} Volumen</translation>
    </message>
    <message>
      <source>Series</source>
      <translation>Serie</translation>
    </message>
    <message>
      <source>ruler</source>
      <translation>Lineal</translation>
    </message>
    <message>
      <source>polyline</source>
      <translation>Polylinie</translation>
    </message>
    <message>
      <source>bidirectional</source>
      <translation>zwei Richtungen</translation>
    </message>
    <message>
      <source>angle</source>
      <translation>Winkel</translation>
    </message>
    <message>
      <source>cobb angle</source>
      <translation>Cobb-Winkel</translation>
    </message>
    <message>
      <source>rectangle</source>
      <translation>Rechteck</translation>
    </message>
    <message>
      <source>ellipse</source>
      <translation>Ellipse</translation>
    </message>
    <message>
      <source>freehand</source>
      <translation>Freihand</translation>
    </message>
    <message>
      <source>spline</source>
      <translation>Spline</translation>
    </message>
    <message>
      <source>livewire</source>
      <translation>Live-Wire</translation>
    </message>
    <message>
      <source>arrow</source>
      <translation>Pfeil</translation>
    </message>
    <message>
      <source>text</source>
      <translation>Text</translation>
    </message>
    <message>
      <source>probe</source>
      <translation>Wert</translation>
    </message>
    <message>
      <source>vertebra</source>
      <translation>Wirbel</translation>
    </message>
    <message>
      <source>calibration</source>
      <translation>Kalibrierung</translation>
    </message>
    <message>
      <source>brush</source>
      <translation>Pinsel</translation>
    </message>
    <message>
      <source>eraser</source>
      <translation>Radierer</translation>
    </message>
    <message>
      <source>scissors</source>
      <translation>Schere</translation>
    </message>
    <message>
      <source>grow region</source>
      <translation>Region wachsen</translation>
    </message>
    <message>
      <source>fill region</source>
      <translation>Region füllen</translation>
    </message>
    <message>
      <source>turn planes</source>
      <translation>Ebenen drehen</translation>
    </message>
    <message>
      <source>select</source>
      <translation>Auswahl</translation>
    </message>
    <message>
      <source>crosshair</source>
      <translation>Fadenkreuz</translation>
    </message>
    <message>
      <source>window level</source>
      <translation>Fensterung</translation>
    </message>
    <message>
      <source>region window</source>
      <translation>Fenster aus Region</translation>
    </message>
    <message>
      <source>pan</source>
      <translation>Verschieben</translation>
    </message>
    <message>
      <source>zoom</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <source>scroll</source>
      <translation>Blättern</translation>
    </message>
    <message>
      <source>CPU ray casting</source>
      <translation>Ray-Casting auf der CPU</translation>
    </message>
    <message>
      <source>scissors: draw around what goes</source>
      <translation>Schere: umfahren, was weg soll</translation>
    </message>
    <message>
      <source>coarse</source>
      <translation>grob</translation>
    </message>
    <message>
      <source>gap {size} mm</source>
      <translation>Abstand {size} mm</translation>
    </message>
    <message>
      <source>{count} y</source>
      <translation>{count} J.</translation>
    </message>
    <message>
      <source>{count} mo</source>
      <translation>{count} Mon.</translation>
    </message>
    <message>
      <source>thickness {size} mm</source>
      <translation>Dicke {size} mm</translation>
    </message>
    <message>
      <source>step {size} mm</source>
      <translation>Schritt {size} mm</translation>
    </message>
    <message>
      <source>no name</source>
      <translation>kein Name</translation>
    </message>
    <message>
      <source>lossy</source>
      <translation>verlustbehaftet</translation>
    </message>
    <message>
      <source>as acquired</source>
      <translation>wie aufgenommen</translation>
    </message>
    <message>
      <source>resampled</source>
      <translation>neu berechnet</translation>
    </message>
    <message>
      <source>Frame</source>
      <translation>Einzelbild</translation>
    </message>
    <message>
      <source>colour</source>
      <translation>Farbe</translation>
    </message>
    <message>
      <source>contrast</source>
      <translation>Kontrastmittel</translation>
    </message>
    <message>
      <source>oblique</source>
      <translation>schräg</translation>
    </message>
    <message>
      <source>mirrored</source>
      <translation>gespiegelt</translation>
    </message>
    <message>
      <source>stored {number}</source>
      <translation>gespeichert {number}</translation>
    </message>
    <message>
      <source>value {number}</source>
      <translation>Wert {number}</translation>
    </message>
    <message>
      <source>padding: no picture</source>
      <translation>Rand: kein Bild</translation>
    </message>
    <message>
      <source>shade {number} of 255</source>
      <translation>Grauwert {number} von 255</translation>
    </message>
    <message>
      <source>column {number}</source>
      <translation>Spalte {number}</translation>
    </message>
    <message>
      <source>row {number}</source>
      <translation>Zeile {number}</translation>
    </message>
    <message>
      <source>hot iron</source>
      <translation>Glühendes Eisen</translation>
    </message>
    <message>
      <source>PET</source>
      <translation>PET</translation>
    </message>
    <message>
      <source>PET 20 step</source>
      <translation>PET in 20 Stufen</translation>
    </message>
    <message>
      <source>hot metal blue</source>
      <translation>Glühendes Metall, blau</translation>
    </message>
    <message>
      <source>rainbow</source>
      <translation>Regenbogen</translation>
    </message>
    <message>
      <source>spring</source>
      <translation>Frühling</translation>
    </message>
    <message>
      <source>summer</source>
      <translation>Sommer</translation>
    </message>
    <message>
      <source>fall</source>
      <translation>Herbst</translation>
    </message>
    <message>
      <source>winter</source>
      <translation>Winter</translation>
    </message>
    <message>
      <source>{lowest} to {highest}</source>
      <translation>{lowest} bis {highest}</translation>
    </message>
    <message>
      <source>colour: no value</source>
      <translation>Farbe: kein Wert</translation>
    </message>
    <message>
      <source>minus frame {numbers}</source>
      <translation>minus Einzelbild {numbers}</translation>
    </message>
    <message>
      <source>mean {value}</source>
      <translation>Mittel {value}</translation>
    </message>
    <message>
      <source>not subtracted</source>
      <translation>nicht subtrahiert</translation>
    </message>
    <message>
      <source>mask moved {right} / {down} px</source>
      <translation>Maske verschoben {right} / {down} px</translation>
    </message>
    <message>
      <source>colour: no values</source>
      <translation>Farbe: keine Werte</translation>
    </message>
    <message>
      <source>peak {value}</source>
      <translation>Peak {value}</translation>
    </message>
    <message>
      <source>max {value}</source>
      <translation>max {value}</translation>
    </message>
    <message>
      <source>left button, drag</source>
      <translation>linke Taste, ziehen</translation>
    </message>
    <message>
      <source>the tool in hand (a click without one selects, or moves the crosshair)</source>
      <translation>das Werkzeug in der Hand (ein Klick ohne eines wählt aus oder bewegt das Fadenkreuz)</translation>
    </message>
    <message>
      <source>turn the body</source>
      <translation>den Körper drehen</translation>
    </message>
    <message>
      <source>right button, drag</source>
      <translation>rechte Taste, ziehen</translation>
    </message>
    <message>
      <source>window and level</source>
      <translation>Fensterung</translation>
    </message>
    <message>
      <source>magnify</source>
      <translation>vergrößern</translation>
    </message>
    <message>
      <source>middle button, drag</source>
      <translation>mittlere Taste, ziehen</translation>
    </message>
    <message>
      <source>move the picture</source>
      <translation>das Bild verschieben</translation>
    </message>
    <message>
      <source>wheel</source>
      <translation>Rad</translation>
    </message>
    <message>
      <source>through the pictures</source>
      <translation>durch die Bilder</translation>
    </message>
    <message>
      <source>wheel + control</source>
      <translation>Rad + Strg</translation>
    </message>
    <message>
      <source>wheel + shift</source>
      <translation>Rad + Umschalt</translation>
    </message>
    <message>
      <source>a larger or smaller brush</source>
      <translation>ein größerer oder kleinerer Pinsel</translation>
    </message>
    <message>
      <source>wheel + control + shift</source>
      <translation>Rad + Strg + Umschalt</translation>
    </message>
    <message>
      <source>a thicker or thinner slab</source>
      <translation>ein dickerer oder dünnerer Schichtblock</translation>
    </message>
    <message>
      <source>left button, double click</source>
      <translation>linke Taste, Doppelklick</translation>
    </message>
    <message>
      <source>one view, or all four again</source>
      <translation>eine Ansicht oder wieder alle vier</translation>
    </message>
    <message>
      <source>supported</source>
      <translation>belegt</translation>
    </message>
    <message>
      <source>unsupported</source>
      <translation>unbelegt</translation>
    </message>
    <message>
      <source>contradicted</source>
      <translation>widersprochen</translation>
    </message>
    <message>
      <source>not checkable</source>
      <translation>nicht prüfbar</translation>
    </message>
    <message>
      <source>Draft report</source>
      <translation>Bericht entwerfen</translation>
    </message>
    <message>
      <source>Edit sentence</source>
      <translation>Satz ändern</translation>
    </message>
    <message>
      <source>Add sentence</source>
      <translation>Satz hinzufügen</translation>
    </message>
    <message>
      <source>Remove sentence</source>
      <translation>Satz entfernen</translation>
    </message>
    <message>
      <source>Check sentence</source>
      <translation>Satz prüfen</translation>
    </message>
    <message>
      <source>Start addendum</source>
      <translation>Nachtrag beginnen</translation>
    </message>
    <message>
      <source>Sign report</source>
      <translation>Bericht unterschreiben</translation>
    </message>
    <message>
      <source>Insert a key image</source>
      <translation>Schlüsselbild einfügen</translation>
    </message>
    <message>
      <source>Bring back a version of the report</source>
      <translation>Fassung des Berichts zurückholen</translation>
    </message>
    <message>
      <source>checked</source>
      <translation>geprüft</translation>
    </message>
    <message>
      <source>own words</source>
      <translation>eigene Worte</translation>
    </message>
    <message>
      <source>imported</source>
      <translation>importiert</translation>
    </message>
    <message>
      <source>reading</source>
      <translation>in Arbeit</translation>
    </message>
    <message>
      <source>drafted</source>
      <translation>entworfen</translation>
    </message>
    <message>
      <source>signed</source>
      <translation>unterschrieben</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>unbekannt</translation>
    </message>
    <message>
      <source>new</source>
      <translation>neu</translation>
    </message>
    <message>
      <source>larger</source>
      <translation>größer</translation>
    </message>
    <message>
      <source>stable</source>
      <translation>stabil</translation>
    </message>
    <message>
      <source>smaller</source>
      <translation>kleiner</translation>
    </message>
    <message>
      <source>resolved</source>
      <translation>verschwunden</translation>
    </message>
    <message>
      <source>not comparable</source>
      <translation>nicht vergleichbar</translation>
    </message>
    <message>
      <source>soft tissue</source>
      <translation>Weichteil</translation>
    </message>
    <message>
      <source>lung</source>
      <translation>Lunge</translation>
    </message>
    <message>
      <source>bone</source>
      <translation>Knochen</translation>
    </message>
    <message>
      <source>brain</source>
      <translation>Hirn</translation>
    </message>
    <message>
      <source>liver</source>
      <translation>Leber</translation>
    </message>
    <message>
      <source>mediastinum</source>
      <translation>Mediastinum</translation>
    </message>
    <message>
      <source>angio</source>
      <translation>Angio</translation>
    </message>
    <message>
      <source>stroke</source>
      <translation>Schlaganfall</translation>
    </message>
    <message>
      <source>full</source>
      <translation>ganz</translation>
    </message>
    <message>
      <source>of a region</source>
      <translation>eines Bereichs</translation>
    </message>
    <message>
      <source>all of this picture</source>
      <translation>ganzes Bild</translation>
    </message>
    <message>
      <source>1 to 99 %</source>
      <translation>1 bis 99 %</translation>
    </message>
    <message>
      <source>inverted</source>
      <translation>invertiert</translation>
    </message>
    <message>
      <source>inverse grey</source>
      <translation>Grau invers</translation>
    </message>
    <message>
      <source>linked</source>
      <translation>verknüpft</translation>
    </message>
    <message>
      <source>linked by picture</source>
      <translation>nach Bild verknüpft</translation>
    </message>
    <message>
      <source>linked as they stood</source>
      <translation>verknüpft, wie sie standen</translation>
    </message>
    <message>
      <source>window</source>
      <translation>Fensterung</translation>
    </message>
    <message>
      <source>no mm: lengths in pixels</source>
      <translation>keine mm: Längen in Pixeln</translation>
    </message>
    <message>
      <source>≈ mm on the detector</source>
      <translation>≈ mm auf dem Detektor</translation>
    </message>
    <message>
      <source>≈ mm by magnification factor</source>
      <translation>≈ mm nach Vergrößerungsfaktor</translation>
    </message>
    <message>
      <source>mm from Pixel Spacing</source>
      <translation>mm aus Pixel Spacing</translation>
    </message>
    <message>
      <source>axial</source>
      <translation>axial</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>koronal</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>sagittal</translation>
    </message>
    <message>
      <source>picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>3D is being made.</source>
      <translation>3D wird erzeugt.</translation>
    </message>
    <message>
      <source>3D takes longer than usual: the computer is busy. Click here to stop it.</source>
      <translation>3D dauert länger als sonst: Der Rechner ist beschäftigt. Zum Anhalten hier klicken.</translation>
    </message>
    <message>
      <source>3D was stopped. Click here to make it.</source>
      <translation>3D wurde angehalten. Zum Erzeugen hier klicken.</translation>
    </message>
    <message>
      <source>3D stopped twice on this series and is off for it. The slices are not touched. Click here to try again.</source>
      <translation>3D ist bei dieser Serie zweimal abgebrochen und für sie aus. Die Schichten sind nicht betroffen. Für einen neuen Versuch hier klicken.</translation>
    </message>
    <message>
      <source>any use; keep the licence text with copies</source>
      <translation>jede Nutzung; Lizenztext bei Kopien behalten</translation>
    </message>
    <message>
      <source>experimental: not accepted at this site</source>
      <translation>experimentell: an dieser Einrichtung nicht angenommen</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Ort</translation>
    </message>
    <message>
      <source>Distances</source>
      <translation>Abstände</translation>
    </message>
    <message>
      <source>This organ</source>
      <translation>Dieses Organ</translation>
    </message>
    <message>
      <source>head</source>
      <translation>Kopf</translation>
    </message>
    <message>
      <source>neck</source>
      <translation>Hals</translation>
    </message>
    <message>
      <source>chest</source>
      <translation>Brustkorb</translation>
    </message>
    <message>
      <source>abdomen</source>
      <translation>Bauch</translation>
    </message>
    <message>
      <source>legs</source>
      <translation>Beine</translation>
    </message>
    <message>
      <source>upper third</source>
      <translation>oberes Drittel</translation>
    </message>
    <message>
      <source>middle third</source>
      <translation>mittleres Drittel</translation>
    </message>
    <message>
      <source>lower third</source>
      <translation>unteres Drittel</translation>
    </message>
    <message>
      <source>definite</source>
      <translation>sicher</translation>
    </message>
    <message>
      <source>probable</source>
      <translation>wahrscheinlich</translation>
    </message>
    <message>
      <source>possible</source>
      <translation>möglich</translation>
    </message>
    <message>
      <source>Bidirectional</source>
      <translation>Zwei Richtungen</translation>
    </message>
    <message>
      <source>Polyline</source>
      <translation>Linienzug</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>Bereich</translation>
    </message>
    <message>
      <source>Spline</source>
      <translation>Spline-Kurve</translation>
    </message>
    <message>
      <source>Probe</source>
      <translation>Messpunkt</translation>
    </message>
    <message>
      <source>Text note</source>
      <translation>Textnotiz</translation>
    </message>
    <message>
      <source>Spine label</source>
      <translation>Wirbelname</translation>
    </message>
    <message>
      <source>Calibration</source>
      <translation>Kalibrierung</translation>
    </message>
    <message>
      <source>series</source>
      <translation>Serie</translation>
    </message>
    <message>
      <source>vessels</source>
      <translation>Gefäße</translation>
    </message>
    <message>
      <source>skin</source>
      <translation>Haut</translation>
    </message>
    <message>
      <source>uptake</source>
      <translation>Anreicherung</translation>
    </message>
    <message>
      <source>MR tissue</source>
      <translation>MR-Gewebe</translation>
    </message>
    <message>
      <source>MR vessels</source>
      <translation>MR-Gefäße</translation>
    </message>
    <message>
      <source>3D stopped and was started again</source>
      <translation>3D hielt an und wurde neu gestartet</translation>
    </message>
    <message>
      <source>corrected</source>
      <translation>korrigiert</translation>
    </message>
    <message>
      <source>passively accepted</source>
      <translation>ohne Prüfung übernommen</translation>
    </message>
    <message>
      <source>not attested</source>
      <translation>nicht beurteilt</translation>
    </message>
    <message>
      <source>within minutes</source>
      <translation>binnen Minuten</translation>
    </message>
    <message>
      <source>within hours</source>
      <translation>binnen Stunden</translation>
    </message>
    <message>
      <source>within days</source>
      <translation>binnen Tagen</translation>
    </message>
  </context>
</TS>
