<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
  <context>
    <name>Lightbox</name>
    <message>
      <source>Import folder</source>
      <translation>Importer un dossier</translation>
    </message>
    <message>
      <source>Import files or zip</source>
      <translation>Importer des fichiers ou un zip</translation>
    </message>
    <message>
      <source>Load the demonstration study</source>
      <translation>Charger l'examen de démonstration</translation>
    </message>
    <message>
      <source>What the last import refused or found odd</source>
      <translation>Ce que le dernier import a refusé ou trouvé étrange</translation>
    </message>
    <message>
      <source>Patients who may be one</source>
      <translation>Patients qui n'en font peut-être qu'un</translation>
    </message>
    <message>
      <source>The study is of another patient</source>
      <translation>L'examen est d'un autre patient</translation>
    </message>
    <message>
      <source>Open the selected study</source>
      <translation>Ouvrir l'examen sélectionné</translation>
    </message>
    <message>
      <source>Worklist</source>
      <translation>Liste de travail</translation>
    </message>
    <message>
      <source>Search studies</source>
      <translation>Chercher des examens</translation>
    </message>
    <message>
      <source>What the study takes on disk</source>
      <translation>Place de l'examen sur le disque</translation>
    </message>
    <message>
      <source>Archive the study to a folder</source>
      <translation>Archiver l'examen dans un dossier</translation>
    </message>
    <message>
      <source>Delete the study</source>
      <translation>Supprimer l'examen</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Quitter</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Annuler</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>Rétablir</translation>
    </message>
    <message>
      <source>Select and move the crosshair</source>
      <translation>Sélectionner et déplacer le réticule</translation>
    </message>
    <message>
      <source>Window and level</source>
      <translation>Fenêtrage</translation>
    </message>
    <message>
      <source>Window from a region: drag a box</source>
      <translation>Fenêtre d'une région : tracer un cadre</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>Déplacer</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>Agrandir</translation>
    </message>
    <message>
      <source>Scroll</source>
      <translation>Parcourir</translation>
    </message>
    <message>
      <source>Pointer left, faster while held</source>
      <translation>Pointeur à gauche, plus vite si maintenu</translation>
    </message>
    <message>
      <source>Pointer right, faster while held</source>
      <translation>Pointeur à droite, plus vite si maintenu</translation>
    </message>
    <message>
      <source>Pointer up, faster while held</source>
      <translation>Pointeur en haut, plus vite si maintenu</translation>
    </message>
    <message>
      <source>Pointer down, faster while held</source>
      <translation>Pointeur en bas, plus vite si maintenu</translation>
    </message>
    <message>
      <source>Press the left button at the pointer, or let it go</source>
      <translation>Presser le bouton gauche au pointeur, ou le relâcher</translation>
    </message>
    <message>
      <source>Ruler</source>
      <translation>Règle</translation>
    </message>
    <message>
      <source>Two directions at right angles (RECIST)</source>
      <translation>Deux directions à angle droit (RECIST)</translation>
    </message>
    <message>
      <source>Length along a line</source>
      <translation>Longueur le long d'une ligne</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>Angle</translation>
    </message>
    <message>
      <source>Cobb angle</source>
      <translation>Angle de Cobb</translation>
    </message>
    <message>
      <source>Ellipse</source>
      <translation>Ellipse</translation>
    </message>
    <message>
      <source>Rectangle</source>
      <translation>Rectangle</translation>
    </message>
    <message>
      <source>Region by hand</source>
      <translation>Région à main levée</translation>
    </message>
    <message>
      <source>Region through points (spline)</source>
      <translation>Région par des points (spline)</translation>
    </message>
    <message>
      <source>Region along edges (live wire)</source>
      <translation>Région le long des bords (live wire)</translation>
    </message>
    <message>
      <source>Value at a point</source>
      <translation>Valeur en un point</translation>
    </message>
    <message>
      <source>Arrow</source>
      <translation>Flèche</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>Texte</translation>
    </message>
    <message>
      <source>Names of vertebrae</source>
      <translation>Noms des vertèbres</translation>
    </message>
    <message>
      <source>Calibrate the picture by a known length</source>
      <translation>Calibrer l'image par une longueur connue</translation>
    </message>
    <message>
      <source>Take the last point away</source>
      <translation>Retirer le dernier point</translation>
    </message>
    <message>
      <source>Finish what is being drawn</source>
      <translation>Terminer le tracé en cours</translation>
    </message>
    <message>
      <source>Rename the measurement</source>
      <translation>Renommer la mesure</translation>
    </message>
    <message>
      <source>Write the measurement into the report</source>
      <translation>Écrire la mesure dans le compte rendu</translation>
    </message>
    <message>
      <source>Copy all measurements as a table</source>
      <translation>Copier toutes les mesures en tableau</translation>
    </message>
    <message>
      <source>Window: from the file; SUV 0 to 10</source>
      <translation>Fenêtre : du fichier ; SUV 0 à 10</translation>
    </message>
    <message>
      <source>Window: soft tissue; percentiles</source>
      <translation>Fenêtre : parties molles ; percentiles</translation>
    </message>
    <message>
      <source>Window: lung; SUV 0 to 5</source>
      <translation>Fenêtre : poumon ; SUV 0 à 5</translation>
    </message>
    <message>
      <source>Window: bone; SUV 0 to 7</source>
      <translation>Fenêtre : os ; SUV 0 à 7</translation>
    </message>
    <message>
      <source>Window: brain; SUV 0 to 15</source>
      <translation>Fenêtre : cerveau ; SUV 0 à 15</translation>
    </message>
    <message>
      <source>Window: liver; SUV 0 to 20</source>
      <translation>Fenêtre : foie ; SUV 0 à 20</translation>
    </message>
    <message>
      <source>Window: mediastinum; SUV 0 to 2.5</source>
      <translation>Fenêtre : médiastin ; SUV 0 à 2,5</translation>
    </message>
    <message>
      <source>Window: angio; SUV 0 to 30</source>
      <translation>Fenêtre : angio ; SUV 0 à 30</translation>
    </message>
    <message>
      <source>Window: stroke; SUV 0 to 50</source>
      <translation>Fenêtre : AVC ; SUV 0 à 50</translation>
    </message>
    <message>
      <source>Window: full range</source>
      <translation>Fenêtre : étendue complète</translation>
    </message>
    <message>
      <source>Window: all values of this picture</source>
      <translation>Fenêtre : toutes les valeurs de cette image</translation>
    </message>
    <message>
      <source>Next window of the file</source>
      <translation>Fenêtre suivante du fichier</translation>
    </message>
    <message>
      <source>Colours: grey</source>
      <translation>Couleurs : gris</translation>
    </message>
    <message>
      <source>Colours: hot iron</source>
      <translation>Couleurs : fer chaud (Hot Iron)</translation>
    </message>
    <message>
      <source>Colours: PET</source>
      <translation>Couleurs : PET</translation>
    </message>
    <message>
      <source>Colours: PET 20 step</source>
      <translation>Couleurs : PET en 20 paliers</translation>
    </message>
    <message>
      <source>Colours: hot metal blue</source>
      <translation>Couleurs : métal chaud bleu (Hot Metal Blue)</translation>
    </message>
    <message>
      <source>Colours: rainbow</source>
      <translation>Couleurs : arc-en-ciel</translation>
    </message>
    <message>
      <source>Colours: spring</source>
      <translation>Couleurs : printemps</translation>
    </message>
    <message>
      <source>Colours: summer</source>
      <translation>Couleurs : été</translation>
    </message>
    <message>
      <source>Colours: fall</source>
      <translation>Couleurs : automne</translation>
    </message>
    <message>
      <source>Colours: winter</source>
      <translation>Couleurs : hiver</translation>
    </message>
    <message>
      <source>Reset the views</source>
      <translation>Réinitialiser les vues</translation>
    </message>
    <message>
      <source>Next picture</source>
      <translation>Image suivante</translation>
    </message>
    <message>
      <source>Previous picture</source>
      <translation>Image précédente</translation>
    </message>
    <message>
      <source>Ten pictures on</source>
      <translation>Dix images plus loin</translation>
    </message>
    <message>
      <source>Ten pictures back</source>
      <translation>Dix images en arrière</translation>
    </message>
    <message>
      <source>Next part of the series: phase, echo, time point, picture</source>
      <translation>Partie suivante de la série : phase, écho, temps, image</translation>
    </message>
    <message>
      <source>Part of the series before</source>
      <translation>Partie précédente de la série</translation>
    </message>
    <message>
      <source>One view or all</source>
      <translation>Une vue ou toutes</translation>
    </message>
    <message>
      <source>Show or hide segments</source>
      <translation>Montrer ou cacher les segments</translation>
    </message>
    <message>
      <source>Outlines only</source>
      <translation>Contours seuls</translation>
    </message>
    <message>
      <source>Show or hide marks and crosshair</source>
      <translation>Montrer ou cacher les marques et le réticule</translation>
    </message>
    <message>
      <source>Show or hide the presentation state</source>
      <translation>Montrer ou cacher l'état de présentation</translation>
    </message>
    <message>
      <source>Show or hide what shutters cover</source>
      <translation>Afficher ou masquer ce que couvrent les obturateurs</translation>
    </message>
    <message>
      <source>Show or hide drawings in the pictures (overlays of the file)</source>
      <translation>Montrer ou cacher les dessins dans les images (overlays du fichier)</translation>
    </message>
    <message>
      <source>Magnifying glass at the pointer</source>
      <translation>Loupe au pointeur</translation>
    </message>
    <message>
      <source>Stored value, value and shade at the pointer</source>
      <translation>Valeur stockée, valeur et gris au pointeur</translation>
    </message>
    <message>
      <source>True size: one millimetre is one millimetre on the screen</source>
      <translation>Taille réelle : un millimètre est un millimètre à l'écran</translation>
    </message>
    <message>
      <source>DICOM elements of the picture</source>
      <translation>Éléments DICOM de l'image</translation>
    </message>
    <message>
      <source>Mark the picture as a key image, or take the mark away</source>
      <translation>Marquer comme image clé ou retirer la marque</translation>
    </message>
    <message>
      <source>Mirror left and right</source>
      <translation>Miroir gauche-droite</translation>
    </message>
    <message>
      <source>Mirror top and bottom</source>
      <translation>Miroir haut-bas</translation>
    </message>
    <message>
      <source>Turn to the right by 90°</source>
      <translation>Tourner de 90° à droite</translation>
    </message>
    <message>
      <source>Turn to the left by 90°</source>
      <translation>Tourner de 90° à gauche</translation>
    </message>
    <message>
      <source>Next colour table: grey, hot iron, PET, ...</source>
      <translation>Table de couleurs suivante : gris, hot iron, TEP, ...</translation>
    </message>
    <message>
      <source>Invert</source>
      <translation>Inverser</translation>
    </message>
    <message>
      <source>Smooth or nearest pixels</source>
      <translation>Pixels lissés ou au plus proche</translation>
    </message>
    <message>
      <source>Drop the gesture, back to select</source>
      <translation>Abandonner le geste, revenir à la sélection</translation>
    </message>
    <message>
      <source>Fold the series strip</source>
      <translation>Replier la bande des séries</translation>
    </message>
    <message>
      <source>Fold findings and segments</source>
      <translation>Replier constats et segments</translation>
    </message>
    <message>
      <source>Fold the report</source>
      <translation>Replier le compte rendu</translation>
    </message>
    <message>
      <source>Fold the running jobs</source>
      <translation>Replier les tâches en cours</translation>
    </message>
    <message>
      <source>Next panel</source>
      <translation>Panneau suivant</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>Plein écran</translation>
    </message>
    <message>
      <source>Play the pictures, or stop</source>
      <translation>Lire les images ou arrêter</translation>
    </message>
    <message>
      <source>Play the times of the series, or stop</source>
      <translation>Lire les temps de la série ou arrêter</translation>
    </message>
    <message>
      <source>Play faster</source>
      <translation>Lire plus vite</translation>
    </message>
    <message>
      <source>Play slower</source>
      <translation>Lire plus lentement</translation>
    </message>
    <message>
      <source>Play to and fro, or from the first again</source>
      <translation>Lire en aller-retour ou depuis le début</translation>
    </message>
    <message>
      <source>Subtract the mask (DSA), or show the frames</source>
      <translation>Soustraire le masque (DSA) ou montrer les images</translation>
    </message>
    <message>
      <source>This frame is the mask to subtract</source>
      <translation>Prendre cette image comme masque</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the left</source>
      <translation>Déplacer le masque d'un pixel à gauche</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the right</source>
      <translation>Déplacer le masque d'un pixel à droite</translation>
    </message>
    <message>
      <source>Move the mask a pixel up</source>
      <translation>Déplacer le masque d'un pixel vers le haut</translation>
    </message>
    <message>
      <source>Move the mask a pixel down</source>
      <translation>Déplacer le masque d'un pixel vers le bas</translation>
    </message>
    <message>
      <source>Three planes and 3D</source>
      <translation>Trois plans et 3D</translation>
    </message>
    <message>
      <source>Three planes</source>
      <translation>Trois plans</translation>
    </message>
    <message>
      <source>One viewer</source>
      <translation>Un cadre</translation>
    </message>
    <message>
      <source>Two side by side</source>
      <translation>Deux côte à côte</translation>
    </message>
    <message>
      <source>Two, one above the other</source>
      <translation>Deux l'un sur l'autre</translation>
    </message>
    <message>
      <source>Four viewers</source>
      <translation>Quatre cadres</translation>
    </message>
    <message>
      <source>Three side by side</source>
      <translation>Trois côte à côte</translation>
    </message>
    <message>
      <source>Six viewers</source>
      <translation>Six cadres</translation>
    </message>
    <message>
      <source>Nine viewers</source>
      <translation>Neuf cadres</translation>
    </message>
    <message>
      <source>Pictures of this series, 2 x 2</source>
      <translation>Images de cette série, 2 x 2</translation>
    </message>
    <message>
      <source>Pictures of this series, 3 x 3</source>
      <translation>Images de cette série, 3 x 3</translation>
    </message>
    <message>
      <source>Pictures of this series, 4 x 5</source>
      <translation>Images de cette série, 4 x 5</translation>
    </message>
    <message>
      <source>Next viewer</source>
      <translation>Cadre suivant</translation>
    </message>
    <message>
      <source>Viewer before</source>
      <translation>Cadre précédent</translation>
    </message>
    <message>
      <source>Newest prior beside</source>
      <translation>L'antérieur le plus récent à côté</translation>
    </message>
    <message>
      <source>Choose a prior</source>
      <translation>Choisir un antérieur</translation>
    </message>
    <message>
      <source>Second window, for another monitor</source>
      <translation>Deuxième fenêtre, pour un autre écran</translation>
    </message>
    <message>
      <source>Move this viewer to the other window</source>
      <translation>Déplacer ce cadre vers l'autre fenêtre</translation>
    </message>
    <message>
      <source>Scroll linked viewers together</source>
      <translation>Parcourir ensemble les cadres liés</translation>
    </message>
    <message>
      <source>Link viewers as they stand, or part them</source>
      <translation>Lier les cadres tels quels ou les séparer</translation>
    </message>
    <message>
      <source>Move and magnify viewers together</source>
      <translation>Déplacer et agrandir les cadres ensemble</translation>
    </message>
    <message>
      <source>One window for all viewers</source>
      <translation>Une fenêtre pour tous les cadres</translation>
    </message>
    <message>
      <source>Show or hide reference lines</source>
      <translation>Montrer ou cacher les lignes de référence</translation>
    </message>
    <message>
      <source>Hang by a protocol</source>
      <translation>Disposer selon un protocole</translation>
    </message>
    <message>
      <source>Save this layout as hanging protocol</source>
      <translation>Enregistrer la disposition comme protocole d'affichage</translation>
    </message>
    <message>
      <source>Hanging protocols</source>
      <translation>Protocoles d'affichage</translation>
    </message>
    <message>
      <source>Align with the prior</source>
      <translation>Aligner sur l'antérieur</translation>
    </message>
    <message>
      <source>Align here: both crosshairs on one point</source>
      <translation>Aligner ici : les deux réticules sur un point</translation>
    </message>
    <message>
      <source>Bend onto the prior (deformable)</source>
      <translation>Déformer sur l'examen antérieur (non rigide)</translation>
    </message>
    <message>
      <source>Take the bend away</source>
      <translation>Retirer la déformation</translation>
    </message>
    <message>
      <source>Lay the prior over: blend, difference, squares, off</source>
      <translation>Superposer l'antérieur : mélange, différence, damier, rien</translation>
    </message>
    <message>
      <source>Nudge the prior to the left</source>
      <translation>Décaler l'antérieur à gauche</translation>
    </message>
    <message>
      <source>Nudge the prior to the right</source>
      <translation>Décaler l'antérieur à droite</translation>
    </message>
    <message>
      <source>Nudge the prior up</source>
      <translation>Décaler l'antérieur vers le haut</translation>
    </message>
    <message>
      <source>Nudge the prior down</source>
      <translation>Décaler l'antérieur vers le bas</translation>
    </message>
    <message>
      <source>Remove the alignment with the prior</source>
      <translation>Retirer l'alignement sur l'antérieur</translation>
    </message>
    <message>
      <source>Compare lesions with the prior</source>
      <translation>Comparer les lésions à l'antérieur</translation>
    </message>
    <message>
      <source>Pair the finding with a lesion of the prior</source>
      <translation>Associer le constat à une lésion de l'antérieur</translation>
    </message>
    <message>
      <source>Say that a lesion of the prior has resolved</source>
      <translation>Dire qu'une lésion de l'examen antérieur a disparu</translation>
    </message>
    <message>
      <source>Choose RECIST targets</source>
      <translation>Choisir les cibles RECIST</translation>
    </message>
    <message>
      <source>Turn the planes about the crosshair</source>
      <translation>Tourner les plans autour du réticule</translation>
    </message>
    <message>
      <source>Straighten the planes</source>
      <translation>Redresser les plans</translation>
    </message>
    <message>
      <source>Slab: thin, MIP, MinIP, mean</source>
      <translation>Bloc : fin, MIP, MinIP, moyenne</translation>
    </message>
    <message>
      <source>Thicker slab</source>
      <translation>Bloc plus épais</translation>
    </message>
    <message>
      <source>Thinner slab</source>
      <translation>Bloc plus fin</translation>
    </message>
    <message>
      <source>Fuse with another series, or end that</source>
      <translation>Fusionner avec une autre série ou terminer</translation>
    </message>
    <message>
      <source>Fusion: more colour</source>
      <translation>Fusion : plus de couleur</translation>
    </message>
    <message>
      <source>Fusion: less colour</source>
      <translation>Fusion : moins de couleur</translation>
    </message>
    <message>
      <source>Fusion: next window (SUV 0 to 5, 7, 10)</source>
      <translation>Fusion : fenêtre suivante (SUV 0 à 5, 7, 10)</translation>
    </message>
    <message>
      <source>Fusion: next colours</source>
      <translation>Fusion : couleurs suivantes</translation>
    </message>
    <message>
      <source>Lay the plane along the selected line flat, or go back</source>
      <translation>Dérouler le plan le long de la ligne choisie ou revenir</translation>
    </message>
    <message>
      <source>Values over time in the selected region or at the crosshair, or hide them</source>
      <translation>Valeurs au cours du temps dans la région sélectionnée ou au réticule, ou les masquer</translation>
    </message>
    <message>
      <source>Export the pictures of this view as DICOM</source>
      <translation>Exporter les images de cette vue en DICOM</translation>
    </message>
    <message>
      <source>3D: choose a look</source>
      <translation>3D : choisir un rendu</translation>
    </message>
    <message>
      <source>3D: next look</source>
      <translation>3D : rendu suivant</translation>
    </message>
    <message>
      <source>3D: from the front</source>
      <translation>3D : de face</translation>
    </message>
    <message>
      <source>3D: from the back</source>
      <translation>3D : de dos</translation>
    </message>
    <message>
      <source>3D: from the left</source>
      <translation>3D : de gauche</translation>
    </message>
    <message>
      <source>3D: from the right</source>
      <translation>3D : de droite</translation>
    </message>
    <message>
      <source>3D: from the head</source>
      <translation>3D : depuis la tête</translation>
    </message>
    <message>
      <source>3D: from the feet</source>
      <translation>3D : depuis les pieds</translation>
    </message>
    <message>
      <source>3D: segments as surfaces</source>
      <translation>3D : segments en surfaces</translation>
    </message>
    <message>
      <source>3D: body, or segments alone</source>
      <translation>3D : corps ou segments seuls</translation>
    </message>
    <message>
      <source>3D: box to crop</source>
      <translation>3D : boîte de rognage</translation>
    </message>
    <message>
      <source>3D: cut at the plane of this view</source>
      <translation>3D : couper au plan de cette vue</translation>
    </message>
    <message>
      <source>3D: scissors (Shift keeps what is inside)</source>
      <translation>3D : ciseaux (Maj garde l'intérieur)</translation>
    </message>
    <message>
      <source>3D: put back what the scissors took</source>
      <translation>3D : remettre ce que les ciseaux ont ôté</translation>
    </message>
    <message>
      <source>3D: export a turntable (GIF or film)</source>
      <translation>3D : exporter une rotation (GIF ou film)</translation>
    </message>
    <message>
      <source>Segment this series</source>
      <translation>Segmenter cette série</translation>
    </message>
    <message>
      <source>Segment this series, with uncertainty</source>
      <translation>Segmenter cette série, avec incertitude</translation>
    </message>
    <message>
      <source>Outline tissues and parts of the skeleton</source>
      <translation>Délimiter les tissus et les parties du squelette</translation>
    </message>
    <message>
      <source>Choose which segmentation or structure set is shown</source>
      <translation>Choisir la segmentation ou les structures montrées</translation>
    </message>
    <message>
      <source>Compare two segmentations</source>
      <translation>Comparer deux segmentations</translation>
    </message>
    <message>
      <source>End the comparison</source>
      <translation>Terminer la comparaison</translation>
    </message>
    <message>
      <source>Find lung nodules</source>
      <translation>Chercher des nodules pulmonaires</translation>
    </message>
    <message>
      <source>Find focal lesions in outlined organs</source>
      <translation>Chercher des lésions focales dans les organes contourés</translation>
    </message>
    <message>
      <source>Measure the cardiothoracic ratio</source>
      <translation>Mesurer l'index cardio-thoracique</translation>
    </message>
    <message>
      <source>Score findings on this radiograph</source>
      <translation>Coter les constats sur cette radiographie</translation>
    </message>
    <message>
      <source>Accept the finding</source>
      <translation>Accepter le constat</translation>
    </message>
    <message>
      <source>Delete the selected mark, or reject the finding</source>
      <translation>Supprimer la marque choisie ou rejeter le constat</translation>
    </message>
    <message>
      <source>Next finding</source>
      <translation>Constat suivant</translation>
    </message>
    <message>
      <source>Previous finding</source>
      <translation>Constat précédent</translation>
    </message>
    <message>
      <source>Measure the outline of the finding</source>
      <translation>Mesurer le contour du constat</translation>
    </message>
    <message>
      <source>Add a finding in words</source>
      <translation>Ajouter un constat en mots</translation>
    </message>
    <message>
      <source>Find in the images by words…</source>
      <translation>Chercher dans les images avec des mots…</translation>
    </message>
    <message>
      <source>Say what lies here, in words</source>
      <translation>Dire en mots ce qui se trouve ici</translation>
    </message>
    <message>
      <source>Take the frames of what was looked for off</source>
      <translation>Retirer les cadres de ce qui a été cherché</translation>
    </message>
    <message>
      <source>Make the measurement a finding</source>
      <translation>Faire de la mesure un constat</translation>
    </message>
    <message>
      <source>Outline a new structure by marks</source>
      <translation>Contourer une nouvelle structure par des marques</translation>
    </message>
    <message>
      <source>Correct a structure by marks</source>
      <translation>Corriger une structure par des marques</translation>
    </message>
    <message>
      <source>Mark points</source>
      <translation>Marquer des points</translation>
    </message>
    <message>
      <source>Mark by a box</source>
      <translation>Marquer par un cadre</translation>
    </message>
    <message>
      <source>Mark by a scribble</source>
      <translation>Marquer par un trait</translation>
    </message>
    <message>
      <source>Mark by a lasso</source>
      <translation>Marquer par un lasso</translation>
    </message>
    <message>
      <source>Marks say what is inside</source>
      <translation>Les marques disent ce qui est dedans</translation>
    </message>
    <message>
      <source>Marks say what is outside</source>
      <translation>Les marques disent ce qui est dehors</translation>
    </message>
    <message>
      <source>Keep the marked structure</source>
      <translation>Garder la structure marquée</translation>
    </message>
    <message>
      <source>Leave the marked structure</source>
      <translation>Quitter la structure marquée</translation>
    </message>
    <message>
      <source>New segment</source>
      <translation>Nouveau segment</translation>
    </message>
    <message>
      <source>New segmentation beside this one</source>
      <translation>Nouvelle segmentation à côté de celle-ci</translation>
    </message>
    <message>
      <source>Brush</source>
      <translation>Pinceau</translation>
    </message>
    <message>
      <source>Eraser</source>
      <translation>Gomme</translation>
    </message>
    <message>
      <source>Scissors</source>
      <translation>Ciseaux</translation>
    </message>
    <message>
      <source>Grow a region from a click</source>
      <translation>Faire croître une région depuis un clic</translation>
    </message>
    <message>
      <source>Fill a region of this slice</source>
      <translation>Remplir une région de cette coupe</translation>
    </message>
    <message>
      <source>Larger brush</source>
      <translation>Pinceau plus grand</translation>
    </message>
    <message>
      <source>Smaller brush</source>
      <translation>Pinceau plus petit</translation>
    </message>
    <message>
      <source>Brush: ball or disc</source>
      <translation>Pinceau : boule ou disque</translation>
    </message>
    <message>
      <source>Next segment</source>
      <translation>Segment suivant</translation>
    </message>
    <message>
      <source>Segment before</source>
      <translation>Segment précédent</translation>
    </message>
    <message>
      <source>Rename the segment</source>
      <translation>Renommer le segment</translation>
    </message>
    <message>
      <source>Name from the standard, with code…</source>
      <translation>Nom du standard, avec code…</translation>
    </message>
    <message>
      <source>Colour of the segment…</source>
      <translation>Couleur du segment…</translation>
    </message>
    <message>
      <source>Lock or unlock the segment</source>
      <translation>Verrouiller ou déverrouiller le segment</translation>
    </message>
    <message>
      <source>Hide or show the segment</source>
      <translation>Masquer ou afficher le segment</translation>
    </message>
    <message>
      <source>Show this segment alone, or all</source>
      <translation>Afficher ce segment seul, ou tous</translation>
    </message>
    <message>
      <source>Delete the segment</source>
      <translation>Supprimer le segment</translation>
    </message>
    <message>
      <source>Threshold…</source>
      <translation>Seuil…</translation>
    </message>
    <message>
      <source>Threshold by Otsu's method</source>
      <translation>Seuil par la méthode d'Otsu</translation>
    </message>
    <message>
      <source>Grow from seeds</source>
      <translation>Croître depuis des germes</translation>
    </message>
    <message>
      <source>Margin…</source>
      <translation>Marge…</translation>
    </message>
    <message>
      <source>Hollow…</source>
      <translation>Évider…</translation>
    </message>
    <message>
      <source>Smooth…</source>
      <translation>Lisser…</translation>
    </message>
    <message>
      <source>Fill holes…</source>
      <translation>Boucher les trous…</translation>
    </message>
    <message>
      <source>Fill between slices…</source>
      <translation>Remplir entre les coupes…</translation>
    </message>
    <message>
      <source>Keep the largest island</source>
      <translation>Garder le plus grand îlot</translation>
    </message>
    <message>
      <source>Remove small islands…</source>
      <translation>Retirer les petits îlots…</translation>
    </message>
    <message>
      <source>Split islands into segments</source>
      <translation>Séparer les îlots en segments</translation>
    </message>
    <message>
      <source>Add another segment…</source>
      <translation>Ajouter un autre segment…</translation>
    </message>
    <message>
      <source>Subtract another segment…</source>
      <translation>Soustraire un autre segment…</translation>
    </message>
    <message>
      <source>Keep what another segment shares…</source>
      <translation>Garder ce qu'un autre segment partage…</translation>
    </message>
    <message>
      <source>Copy another segment…</source>
      <translation>Copier un autre segment…</translation>
    </message>
    <message>
      <source>Import segments (NRRD, NIfTI, STL)…</source>
      <translation>Importer des segments (NRRD, NIfTI, STL)…</translation>
    </message>
    <message>
      <source>Export segments…</source>
      <translation>Exporter les segments…</translation>
    </message>
    <message>
      <source>Measure the segment</source>
      <translation>Mesurer le segment</translation>
    </message>
    <message>
      <source>Copy the statistics of all segments as a table</source>
      <translation>Copier les statistiques de tous les segments sous forme de tableau</translation>
    </message>
    <message>
      <source>Radiomics of the segment, to the clipboard</source>
      <translation>Radiomique du segment, vers le presse-papiers</translation>
    </message>
    <message>
      <source>Measure all segments anew</source>
      <translation>Mesurer à nouveau tous les segments</translation>
    </message>
    <message>
      <source>Draft the report</source>
      <translation>Rédiger le compte rendu</translation>
    </message>
    <message>
      <source>Mark the sentence as checked</source>
      <translation>Marquer la phrase comme vérifiée</translation>
    </message>
    <message>
      <source>Insert the picture as a key image</source>
      <translation>Insérer l'image comme image clé</translation>
    </message>
    <message>
      <source>Describe this view by a language model</source>
      <translation>Décrire cette vue par un modèle de langage</translation>
    </message>
    <message>
      <source>Insert the table of measurements</source>
      <translation>Insérer le tableau des mesures</translation>
    </message>
    <message>
      <source>Underline misspelt words</source>
      <translation>Souligner les mots mal orthographiés</translation>
    </message>
    <message>
      <source>Versions of the report</source>
      <translation>Versions du compte rendu</translation>
    </message>
    <message>
      <source>Summary for the patient and translation</source>
      <translation>Résumé pour le patient et traduction</translation>
    </message>
    <message>
      <source>Export the corrections of drafts without names</source>
      <translation>Exporter sans noms les corrections des brouillons</translation>
    </message>
    <message>
      <source>Next problem</source>
      <translation>Problème suivant</translation>
    </message>
    <message>
      <source>Log who was told of a critical result</source>
      <translation>Noter qui a été prévenu d'un résultat critique</translation>
    </message>
    <message>
      <source>Sign the report</source>
      <translation>Signer le compte rendu</translation>
    </message>
    <message>
      <source>Start an addendum</source>
      <translation>Commencer un addendum</translation>
    </message>
    <message>
      <source>Copy the signed report as text</source>
      <translation>Copier le compte rendu signé comme texte</translation>
    </message>
    <message>
      <source>Export PDF and DICOM</source>
      <translation>Exporter PDF et DICOM</translation>
    </message>
    <message>
      <source>Export PDF only</source>
      <translation>Exporter le PDF seul</translation>
    </message>
    <message>
      <source>Export DICOM SEG and SR only</source>
      <translation>Exporter DICOM SEG et SR seuls</translation>
    </message>
    <message>
      <source>Export segmentations as NIfTI</source>
      <translation>Exporter les segmentations en NIfTI</translation>
    </message>
    <message>
      <source>Another template</source>
      <translation>Autre modèle de compte rendu</translation>
    </message>
    <message>
      <source>Language of the report</source>
      <translation>Langue du compte rendu</translation>
    </message>
    <message>
      <source>Mark structures as reviewed</source>
      <translation>Marquer des structures comme examinées</translation>
    </message>
    <message>
      <source>Next line to fill in</source>
      <translation>Ligne suivante à remplir</translation>
    </message>
    <message>
      <source>My short words and sentences</source>
      <translation>Mes abréviations et phrases</translation>
    </message>
    <message>
      <source>Import an MRRT template</source>
      <translation>Importer un modèle MRRT</translation>
    </message>
    <message>
      <source>Calculators and guidelines</source>
      <translation>Calculateurs et recommandations</translation>
    </message>
    <message>
      <source>All commands</source>
      <translation>Toutes les commandes</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Touches</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modèles</translation>
    </message>
    <message>
      <source>Add a model from a file</source>
      <translation>Ajouter un modèle depuis un fichier</translation>
    </message>
    <message>
      <source>Add a model from a folder</source>
      <translation>Ajouter un modèle depuis un dossier</translation>
    </message>
    <message>
      <source>Change the reader's name</source>
      <translation>Changer le nom du lecteur</translation>
    </message>
    <message>
      <source>Dark colours</source>
      <translation>Couleurs sombres</translation>
    </message>
    <message>
      <source>High contrast</source>
      <translation>Contraste élevé</translation>
    </message>
    <message>
      <source>Light colours</source>
      <translation>Couleurs claires</translation>
    </message>
    <message>
      <source>Larger text</source>
      <translation>Texte plus grand</translation>
    </message>
    <message>
      <source>Smaller text</source>
      <translation>Texte plus petit</translation>
    </message>
    <message>
      <source>Text of the usual size</source>
      <translation>Texte de taille habituelle</translation>
    </message>
    <message>
      <source>Language of the window</source>
      <translation>Langue de la fenêtre</translation>
    </message>
    <message>
      <source>About Lightbox</source>
      <translation>À propos de Lightbox</translation>
    </message>
    <message>
      <source>There are no two segmentations of these images.</source>
      <translation>Il n'y a pas deux segmentations de ces images.</translation>
    </message>
    <message>
      <source>No two segmentations of this series share a structure.</source>
      <translation>Il n'y a pas deux segmentations de cette série ayant une structure commune.</translation>
    </message>
    <message>
      <source>No two segmentations are compared now.</source>
      <translation>Aucune comparaison de deux segmentations n'est en cours.</translation>
    </message>
    <message>
      <source>No study is open.</source>
      <translation>Aucun examen n'est ouvert.</translation>
    </message>
    <message>
      <source>Only a volume can be reformatted, once all of it is there.</source>
      <translation>Seul un volume peut être reformaté, une fois complet.</translation>
    </message>
    <message>
      <source>These pictures have colours of their own.</source>
      <translation>Ces images ont leurs propres couleurs.</translation>
    </message>
    <message>
      <source>No presentation state was made for these pictures.</source>
      <translation>Aucun état de présentation n'a été fait pour ces images.</translation>
    </message>
    <message>
      <source>These pictures have no shutters.</source>
      <translation>Ces images n'ont pas d'obturateur.</translation>
    </message>
    <message>
      <source>There is only one picture.</source>
      <translation>Il n'y a qu'une image.</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values is played over time.</source>
      <translation>Seule une série avec plusieurs temps, phases ou valeurs b se lit dans le temps.</translation>
    </message>
    <message>
      <source>No model that scores findings is installed. Add one under Help, Models.</source>
      <translation>Aucun modèle qui cote les constats n'est installé. Ajoutez-en un sous Aide, Modèles.</translation>
    </message>
    <message>
      <source>No images are open.</source>
      <translation>Aucune image n'est ouverte.</translation>
    </message>
    <message>
      <source>Findings are scored on radiographs (CR or DX).</source>
      <translation>Les constats sont cotés sur des radiographies (CR ou DX).</translation>
    </message>
    <message>
      <source>No prior stands beside the study, or its pictures make no volume.</source>
      <translation>Aucun examen antérieur n'est à côté de cet examen, ou ses images ne forment pas de volume.</translation>
    </message>
    <message>
      <source>No prior stands beside the study and is aligned with it.</source>
      <translation>Aucun examen antérieur aligné n'est à côté de cet examen.</translation>
    </message>
    <message>
      <source>No lesions were compared with a prior.</source>
      <translation>Aucune lésion n'a été comparée à un examen antérieur.</translation>
    </message>
    <message>
      <source>No lesion of a prior that was compared has gone.</source>
      <translation>Aucune lésion d'un examen antérieur comparé n'a disparu.</translation>
    </message>
    <message>
      <source>No language model that reads pictures is installed.</source>
      <translation>Aucun modèle de langage lisant des images n’est installé.</translation>
    </message>
    <message>
      <source>There is no report of this study yet.</source>
      <translation>Il n'y a pas encore de compte rendu de cet examen.</translation>
    </message>
    <message>
      <source>Nothing that was looked for is framed.</source>
      <translation>Rien de ce qui a été cherché n'est encadré.</translation>
    </message>
    <message>
      <source>The library has no earlier study of this patient.</source>
      <translation>La bibliothèque n'a pas d'examen plus ancien de ce patient.</translation>
    </message>
    <message>
      <source>No images of a volume are open.</source>
      <translation>Aucune image d'un volume n'est ouverte.</translation>
    </message>
    <message>
      <source>These pictures make no volume: structures are marked in volumes.</source>
      <translation>Ces images ne forment pas de volume : les structures se marquent dans des volumes.</translation>
    </message>
    <message>
      <source>The finding in hand has no outline on these images.</source>
      <translation>Le constat en cours n'a pas de contour sur ces images.</translation>
    </message>
    <message>
      <source>Only pictures without millimetres of their own are calibrated by hand.</source>
      <translation>Seules les images sans millimètres propres sont calibrées à la main.</translation>
    </message>
    <message>
      <source>These pictures make no volume: models cannot read them.</source>
      <translation>Ces images ne forment pas de volume : les modèles ne peuvent pas les lire.</translation>
    </message>
    <message>
      <source>This is CT in stored values, not in Hounsfield units: models cannot read it.</source>
      <translation>C'est une TDM en valeurs stockées, pas en unités Hounsfield : les modèles ne peuvent pas la lire.</translation>
    </message>
    <message>
      <source>No model on this machine measures hearts.</source>
      <translation>Aucun modèle de cet ordinateur ne mesure de cœurs.</translation>
    </message>
    <message>
      <source>The heart is measured on radiographs of the chest (CR or DX).</source>
      <translation>Le cœur se mesure sur des radiographies du thorax (CR ou DX).</translation>
    </message>
    <message>
      <source>Draw a line of several points (L) in a volume, and select it.</source>
      <translation>Tracez une ligne de plusieurs points (L) dans un volume et sélectionnez-la.</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values has a curve.</source>
      <translation>Seule une série avec plusieurs temps, phases ou valeurs b a une courbe.</translation>
    </message>
    <message>
      <source>Segments are drawn on volumes: CT, MR or PET slices that lie side by side.</source>
      <translation>Les segments se dessinent sur des volumes : coupes contiguës de TDM, IRM ou TEP.</translation>
    </message>
    <message>
      <source>Choose a segment in the list first, or begin one.</source>
      <translation>Choisissez d'abord un segment dans la liste, ou commencez-en un.</translation>
    </message>
    <message>
      <source>Masks are subtracted from films of angiography and fluoroscopy, once all of a film is there.</source>
      <translation>Les masques se soustraient des séquences d'angiographie et de fluoroscopie, quand la séquence est complète.</translation>
    </message>
    <message>
      <source>No mask is subtracted now.</source>
      <translation>Aucun masque n'est soustrait pour l'instant.</translation>
    </message>
    <message>
      <source>For research and demonstration. Lightbox is not a medical device and must not be used for diagnosis.</source>
      <translation>Pour la recherche et la démonstration. Lightbox n'est pas un dispositif médical et ne doit pas servir au diagnostic.</translation>
    </message>
    <message>
      <source>An offline radiology workstation. It reads DICOM studies, shows them, outlines and measures structures on this machine, drafts the report from what was measured and checks every sentence against its evidence. It opens no network connection.</source>
      <translation>Une station de radiologie hors ligne. Elle lit des examens DICOM, les montre, contoure et mesure des structures sur cette machine, rédige le compte rendu à partir de ce qui a été mesuré et vérifie chaque phrase sur ses preuves. Elle n'ouvre aucune connexion réseau.</translation>
    </message>
    <message>
      <source>Apache License 2.0. The models have licences of their own: see Models.</source>
      <translation>Licence Apache 2.0. Les modèles ont leurs propres licences : voir Modèles.</translation>
    </message>
    <message>
      <source>from source</source>
      <translation>depuis les sources</translation>
    </message>
    <message>
      <source>summary for the patient</source>
      <translation>résumé pour le patient</translation>
    </message>
    <message>
      <source>translation of the report</source>
      <translation>traduction du compte rendu</translation>
    </message>
    <message>
      <source>What is shown</source>
      <translation>Ce qui est montré</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Langue</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Copier</translation>
    </message>
    <message>
      <source>Not part of the report</source>
      <translation>Ne fait pas partie du compte rendu</translation>
    </message>
    <message>
      <source>Not part of the report: it is not signed, not exported and not kept.</source>
      <translation>Ne fait pas partie du compte rendu : ni signé, ni exporté, ni conservé.</translation>
    </message>
    <message>
      <source>First and last name</source>
      <translation>Prénom et nom</translation>
    </message>
    <message>
      <source>Keep this name</source>
      <translation>Garder ce nom</translation>
    </message>
    <message>
      <source>Who is reading? The name stands under reports and in the log of edits.</source>
      <translation>Qui lit ? Le nom figure sous les comptes rendus et dans le journal des modifications.</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Garder</translation>
    </message>
    <message>
      <source>Drop</source>
      <translation>Abandonner</translation>
    </message>
    <message>
      <source>Still asked for</source>
      <translation>Encore demandé</translation>
    </message>
    <message>
      <source>CALCULATORS</source>
      <translation>CALCULATEURS</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Fermer</translation>
    </message>
    <message>
      <source>Fold this panel</source>
      <translation>Replier ce panneau</translation>
    </message>
    <message>
      <source>A name, an organ, a word: nodule</source>
      <translation>Un nom, un organe, un mot : nodule</translation>
    </message>
    <message>
      <source>Search calculators</source>
      <translation>Chercher des calculateurs</translation>
    </message>
    <message>
      <source>Calculators</source>
      <translation>Calculateurs</translation>
    </message>
    <message>
      <source>All calculators</source>
      <translation>Tous les calculateurs</translation>
    </message>
    <message>
      <source>Insert into report</source>
      <translation>Insérer dans le compte rendu</translation>
    </message>
    <message>
      <source>COMPARISON</source>
      <translation>COMPARAISON</translation>
    </message>
    <message>
      <source>Lesions compared with a prior</source>
      <translation>Lésions comparées à un antérieur</translation>
    </message>
    <message>
      <source>VDT {days} d</source>
      <translation>TDV {days} j</translation>
    </message>
    <message>
      <source>a target lesion of RECIST 1.1</source>
      <translation>une lésion cible de RECIST 1.1</translation>
    </message>
    <message>
      <source>volume doubling time (VDT) {days} days</source>
      <translation>temps de doublement du volume (TDV) {days} jours</translation>
    </message>
    <message>
      <source>1 day since the prior</source>
      <translation>1 jour depuis l'examen antérieur</translation>
    </message>
    <message>
      <source>{count} days since the prior</source>
      <translation>{count} jours depuis l'examen antérieur</translation>
    </message>
    <message>
      <source>{mm} mm from where the alignment expects it</source>
      <translation>{mm} mm de là où l'alignement l'attend</translation>
    </message>
    <message>
      <source>✓ {name}: {told}</source>
      <translation>✓ {name} : {told} (noté)</translation>
    </message>
    <message>
      <source>‼ Critical: {name}. Tell somebody {within}.</source>
      <translation>‼ Critique : {name}. Prévenez quelqu'un {within}.</translation>
    </message>
    <message>
      <source>Go to the sentence or the finding</source>
      <translation>Aller à la phrase ou au constat</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back</source>
      <translation>Qui a été prévenu, comment, et cela a-t-il été répété</translation>
    </message>
    <message>
      <source>Go</source>
      <translation>Aller</translation>
    </message>
    <message>
      <source>Log again</source>
      <translation>Noter encore</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Noter</translation>
    </message>
    <message>
      <source>Previous page (Page Up)</source>
      <translation>Page précédente (Page préc.)</translation>
    </message>
    <message>
      <source>Next page (Page Down)</source>
      <translation>Page suivante (Page suiv.)</translation>
    </message>
    <message>
      <source>Save as a file</source>
      <translation>Enregistrer comme fichier</translation>
    </message>
    <message>
      <source>Document</source>
      <translation>Document</translation>
    </message>
    <message>
      <source>Documents</source>
      <translation>Documents</translation>
    </message>
    <message>
      <source>Page {page} of {pages}</source>
      <translation>Page {page} sur {pages}</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>Précédent</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>Suivant</translation>
    </message>
    <message>
      <source>{number} of {count}: {name}</source>
      <translation>{number} sur {count} : {name}</translation>
    </message>
    <message>
      <source>FINDINGS</source>
      <translation>CONSTATS</translation>
    </message>
    <message>
      <source>Merge the selected findings (Ctrl+click selects several)</source>
      <translation>Fusionner les constats sélectionnés (Ctrl+clic en sélectionne plusieurs)</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>Constats</translation>
    </message>
    <message>
      <source>No findings yet.</source>
      <translation>Pas encore de constat.</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) and press F to add one.</source>
      <translation>Mesurez avec la règle (R) et appuyez sur F pour en ajouter un.</translation>
    </message>
    <message>
      <source>Accept this finding (Space)</source>
      <translation>Accepter ce constat (Espace)</translation>
    </message>
    <message>
      <source>Reject this finding (Delete)</source>
      <translation>Rejeter ce constat (Suppr)</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Ajouter</translation>
    </message>
    <message>
      <source>Merge</source>
      <translation>Fusionner</translation>
    </message>
    <message>
      <source>{proposed} proposed</source>
      <translation>{proposed} proposés</translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>Accepter</translation>
    </message>
    <message>
      <source>Reject</source>
      <translation>Rejeter</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>Ce que c'est</translation>
    </message>
    <message>
      <source>Organ</source>
      <translation>Organe</translation>
    </message>
    <message>
      <source>Side</source>
      <translation>Côté</translation>
    </message>
    <message>
      <source>Third of the organ</source>
      <translation>Tiers de l'organe</translation>
    </message>
    <message>
      <source>How certain</source>
      <translation>Degré de certitude</translation>
    </message>
    <message>
      <source>no side</source>
      <translation>sans côté</translation>
    </message>
    <message>
      <source>Confirm</source>
      <translation>Confirmer</translation>
    </message>
    <message>
      <source>experimental</source>
      <translation>expérimental</translation>
    </message>
    <message>
      <source>{reviewed} reviewed</source>
      <translation>{reviewed} revus</translation>
    </message>
    <message>
      <source>no third</source>
      <translation>aucun tiers</translation>
    </message>
    <message>
      <source>Text of the hanging protocol</source>
      <translation>Texte du protocole d'affichage</translation>
    </message>
    <message>
      <source>Save as my own</source>
      <translation>Enregistrer comme mien</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Supprimer</translation>
    </message>
    <message>
      <source>used when a study opens</source>
      <translation>utilisé à l'ouverture d'un examen</translation>
    </message>
    <message>
      <source>used when asked for</source>
      <translation>utilisé sur demande</translation>
    </message>
    <message>
      <source>my own</source>
      <translation>le mien</translation>
    </message>
    <message>
      <source>✕ refused</source>
      <translation>✕ refusé</translation>
    </message>
    <message>
      <source>▲ odd</source>
      <translation>▲ étrange</translation>
    </message>
    <message>
      <source>● note</source>
      <translation>● note</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Quoi</translation>
    </message>
    <message>
      <source>What was said</source>
      <translation>Ce qui a été dit</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>Où</translation>
    </message>
    <message>
      <source>Nothing was imported yet.</source>
      <translation>Rien n'a encore été importé.</translation>
    </message>
    <message>
      <source>The last import</source>
      <translation>Le dernier import</translation>
    </message>
    <message>
      <source>Enter or a double click opens the study that a row is about.</source>
      <translation>Entrée ou un double clic ouvre l'examen dont parle la ligne.</translation>
    </message>
    <message>
      <source>(no name)</source>
      <translation>(sans nom)</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>et {count} de plus</translation>
    </message>
    <message>
      <source>picture {number}</source>
      <translation>image {number}</translation>
    </message>
    <message>
      <source>{modality} series {number}</source>
      <translation>série {modality} {number}</translation>
    </message>
    <message>
      <source>{times} times in {studies} study</source>
      <translation>{times} fois dans {studies} examen</translation>
    </message>
    <message>
      <source>{times} times in {studies} studies</source>
      <translation>{times} fois dans {studies} examens</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>En attente</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Arrêter</translation>
    </message>
    <message>
      <source>Stop: {label}</source>
      <translation>Arrêter : {label}</translation>
    </message>
    <message>
      <source>Stop now</source>
      <translation>Arrêter tout de suite</translation>
    </message>
    <message>
      <source>End the model's process; the report is safe</source>
      <translation>Terminer le processus du modèle ; le compte rendu est en sécurité</translation>
    </message>
    <message>
      <source>Stopping after the step it is in</source>
      <translation>Arrêt après l'étape en cours</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>Arrêt en cours</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>Commande</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>Menu</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>Touche</translation>
    </message>
    <message>
      <source>Mouse</source>
      <translation>Souris</translation>
    </message>
    <message>
      <source>On a slice</source>
      <translation>Sur une coupe</translation>
    </message>
    <message>
      <source>In 3D</source>
      <translation>En 3D</translation>
    </message>
    <message>
      <source>everywhere</source>
      <translation>partout</translation>
    </message>
    <message>
      <source>in the image views</source>
      <translation>dans les vues d'images</translation>
    </message>
    <message>
      <source>in the list of findings</source>
      <translation>dans la liste des constats</translation>
    </message>
    <message>
      <source>in the worklist</source>
      <translation>dans la liste de travail</translation>
    </message>
    <message>
      <source>in the report's text</source>
      <translation>dans le texte du compte rendu</translation>
    </message>
    <message>
      <source>Change the key</source>
      <translation>Changer la touche</translation>
    </message>
    <message>
      <source>Then press the new key; Esc leaves it as it is</source>
      <translation>Puis appuyez sur la nouvelle touche ; Échap la laisse telle quelle</translation>
    </message>
    <message>
      <source>Search commands and keys</source>
      <translation>Chercher commandes et touches</translation>
    </message>
    <message>
      <source>Keys of commands</source>
      <translation>Touches des commandes</translation>
    </message>
    <message>
      <source>What the mouse does</source>
      <translation>Ce que fait la souris</translation>
    </message>
    <message>
      <source>Press the new key</source>
      <translation>Appuyez sur la nouvelle touche</translation>
    </message>
    <message>
      <source>{key} is {commands}.</source>
      <translation>{key} est {commands}.</translation>
    </message>
    <message>
      <source>No key</source>
      <translation>Aucune touche</translation>
    </message>
    <message>
      <source>As it was</source>
      <translation>Comme avant</translation>
    </message>
    <message>
      <source>All as they were</source>
      <translation>Toutes comme avant</translation>
    </message>
    <message>
      <source>Take it from there</source>
      <translation>La prendre de là</translation>
    </message>
    <message>
      <source>Rows and columns of viewers</source>
      <translation>Lignes et colonnes de cadres</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>images</translation>
    </message>
    <message>
      <source>viewers</source>
      <translation>cadres</translation>
    </message>
    <message>
      <source>Rows and columns of viewers (Alt+1 to Alt+9)</source>
      <translation>Lignes et colonnes de cadres (Alt+1 à Alt+9)</translation>
    </message>
    <message>
      <source>Layout</source>
      <translation>Disposition</translation>
    </message>
    <message>
      <source>Shift: one series</source>
      <translation>Maj : une série</translation>
    </message>
    <message>
      <source>right click: outside · Enter keeps · Esc leaves</source>
      <translation>clic droit : dehors · Entrée garde · Échap quitte</translation>
    </message>
    <message>
      <source>Enter ends it</source>
      <translation>Entrée le termine</translation>
    </message>
    <message>
      <source>drag the long axis, then the short one; Enter keeps the one proposed</source>
      <translation>tirer le grand axe, puis le petit ; Entrée garde celui qui est proposé</translation>
    </message>
    <message>
      <source>three points, the corner second</source>
      <translation>trois points, le sommet en deuxième</translation>
    </message>
    <message>
      <source>one line along each end plate</source>
      <translation>une ligne le long de chaque plateau vertébral</translation>
    </message>
    <message>
      <source>drag along something of known length</source>
      <translation>tracez le long d'une longueur connue</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>Outils</translation>
    </message>
    <message>
      <source>Models on this machine</source>
      <translation>Modèles sur cette machine</translation>
    </message>
    <message>
      <source>More commands</source>
      <translation>Autres commandes</translation>
    </message>
    <message>
      <source>{signs} Ctrl: the opposite. Ctrl+Z: one mark back. Enter keeps the outline, Escape leaves.</source>
      <translation>{signs} Ctrl : l'inverse. Ctrl+Z : une marque en arrière. Entrée garde le contour, Échap quitte.</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>Points</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>Cadre</translation>
    </message>
    <message>
      <source>Scribble</source>
      <translation>Trait</translation>
    </message>
    <message>
      <source>Lasso</source>
      <translation>Lasso</translation>
    </message>
    <message>
      <source>Click: inside. Right click: outside.</source>
      <translation>Clic : dedans. Clic droit : dehors.</translation>
    </message>
    <message>
      <source>Click or right click: outside.</source>
      <translation>Clic ou clic droit : dehors.</translation>
    </message>
    <message>
      <source>OUTLINE BY MARKS</source>
      <translation>CONTOUR PAR MARQUES</translation>
    </message>
    <message>
      <source>Name, such as left kidney</source>
      <translation>Nom, par exemple rein gauche</translation>
    </message>
    <message>
      <source>Name of the structure</source>
      <translation>Nom de la structure</translation>
    </message>
    <message>
      <source>Model that works the outline out</source>
      <translation>Modèle qui calcule le contour</translation>
    </message>
    <message>
      <source>Keep the outline as a segment (Enter)</source>
      <translation>Garder le contour comme segment (Entrée)</translation>
    </message>
    <message>
      <source>Mark no more (Escape)</source>
      <translation>Ne plus marquer (Échap)</translation>
    </message>
    <message>
      <source>+ Inside</source>
      <translation>+ Dedans</translation>
    </message>
    <message>
      <source>− Outside</source>
      <translation>− Dehors</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>Quitter</translation>
    </message>
    <message>
      <source>Inside</source>
      <translation>Dedans</translation>
    </message>
    <message>
      <source>Outside</source>
      <translation>Dehors</translation>
    </message>
    <message>
      <source>MEASUREMENTS</source>
      <translation>MESURES</translation>
    </message>
    <message>
      <source>Measurements</source>
      <translation>Mesures</translation>
    </message>
    <message>
      <source>MEASURED</source>
      <translation>MESURÉ</translation>
    </message>
    <message>
      <source>Close the table</source>
      <translation>Fermer le tableau</translation>
    </message>
    <message>
      <source>Measures</source>
      <translation>Mesures</translation>
    </message>
    <message>
      <source>Write into the report</source>
      <translation>Écrire dans le compte rendu</translation>
    </message>
    <message>
      <source>Copy all</source>
      <translation>Tout copier</translation>
    </message>
    <message>
      <source>MEASURED BEFORE IT CHANGED</source>
      <translation>MESURÉ AVANT LE CHANGEMENT</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Montrer</translation>
    </message>
    <message>
      <source>Show the list</source>
      <translation>Montrer la liste</translation>
    </message>
    <message>
      <source>Close this message</source>
      <translation>Fermer ce message</translation>
    </message>
    <message>
      <source>{count} more</source>
      <translation>{count} de plus</translation>
    </message>
    <message>
      <source>outlines structures</source>
      <translation>contoure des structures</translation>
    </message>
    <message>
      <source>looks for findings</source>
      <translation>cherche des constats</translation>
    </message>
    <message>
      <source>names what is seen</source>
      <translation>nomme ce qui se voit</translation>
    </message>
    <message>
      <source>measures</source>
      <translation>mesure</translation>
    </message>
    <message>
      <source>outlines what is pointed at</source>
      <translation>contoure ce qui est désigné</translation>
    </message>
    <message>
      <source>finds the place of words</source>
      <translation>trouve l'endroit des mots</translation>
    </message>
    <message>
      <source>words reports</source>
      <translation>rédige des comptes rendus</translation>
    </message>
    <message>
      <source>Not tried yet. The same patient is shown mirrored, turned, noisy, cut, empty and sliced anew; the outlines must follow.</source>
      <translation>Pas encore essayé. Le même patient est montré en miroir, tourné, bruité, coupé, vide et recoupé ; les contours doivent suivre.</translation>
    </message>
    <message>
      <source>Not measured yet. Choose a folder of cases with references: Dice, surface distances and volumes come with intervals, by scanner.</source>
      <translation>Pas encore mesuré. Choisissez un dossier de cas avec références : Dice, distances de surface et volumes viennent avec intervalles, par appareil.</translation>
    </message>
    <message>
      <source>built in</source>
      <translation>intégré</translation>
    </message>
    <message>
      <source>rules, without weights, {where}</source>
      <translation>règles, sans poids, {where}</translation>
    </message>
    <message>
      <source>Structure</source>
      <translation>Structure</translation>
    </message>
    <message>
      <source>Found</source>
      <translation>Trouvé</translation>
    </message>
    <message>
      <source>Made for</source>
      <translation>Fait pour</translation>
    </message>
    <message>
      <source>Pictures of</source>
      <translation>Images de</translation>
    </message>
    <message>
      <source>Limits</source>
      <translation>Limites</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Licence</translation>
    </message>
    <message>
      <source>State</source>
      <translation>État</translation>
    </message>
    <message>
      <source>Speed here</source>
      <translation>Vitesse ici</translation>
    </message>
    <message>
      <source>Its maker measured</source>
      <translation>Mesuré par son auteur</translation>
    </message>
    <message>
      <source>Draws</source>
      <translation>Dessine</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Taille</translation>
    </message>
    <message>
      <source>SHA-256</source>
      <translation>SHA-256</translation>
    </message>
    <message>
      <source>Made from</source>
      <translation>Fait à partir de</translation>
    </message>
    <message>
      <source>✓ passed</source>
      <translation>✓ réussi</translation>
    </message>
    <message>
      <source>✕ failed</source>
      <translation>✕ échoué</translation>
    </message>
    <message>
      <source>– measured</source>
      <translation>– mesuré</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>{number} sur {count}</translation>
    </message>
    <message>
      <source>ON BUILT-IN PHANTOMS</source>
      <translation>SUR FANTÔMES INTÉGRÉS</translation>
    </message>
    <message>
      <source>ON CASES OF THIS SITE</source>
      <translation>SUR DES CAS DE CE SITE</translation>
    </message>
    <message>
      <source>with contrast medium</source>
      <translation>avec produit de contraste</translation>
    </message>
    <message>
      <source>without contrast medium</source>
      <translation>sans produit de contraste</translation>
    </message>
    <message>
      <source>licence</source>
      <translation>licence</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>accepté</translation>
    </message>
    <message>
      <source>not run on this machine yet</source>
      <translation>pas encore exécuté sur cette machine</translation>
    </message>
    <message>
      <source>Case</source>
      <translation>Cas</translation>
    </message>
    <message>
      <source>Dice</source>
      <translation>Dice</translation>
    </message>
    <message>
      <source>Took</source>
      <translation>Durée</translation>
    </message>
    <message>
      <source>{count} case in {folder}</source>
      <translation>{count} cas dans {folder}</translation>
    </message>
    <message>
      <source>{count} cases in {folder}</source>
      <translation>{count} cas dans {folder}</translation>
    </message>
    <message>
      <source>No model is installed. Add a pack: a file, an archive or a folder that you trust.</source>
      <translation>Aucun modèle n'est installé. Ajoutez un paquet : un fichier, une archive ou un dossier de confiance.</translation>
    </message>
    <message>
      <source>About the model</source>
      <translation>À propos du modèle</translation>
    </message>
    <message>
      <source>Add from file</source>
      <translation>Ajouter depuis un fichier</translation>
    </message>
    <message>
      <source>Install a pack from one file: .pt, .onnx, .safetensors, .gguf or a zip archive</source>
      <translation>Installer un paquet d'un fichier : .pt, .onnx, .safetensors, .gguf ou une archive zip</translation>
    </message>
    <message>
      <source>Add from folder</source>
      <translation>Ajouter depuis un dossier</translation>
    </message>
    <message>
      <source>Install a pack from its folder</source>
      <translation>Installer un paquet depuis son dossier</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>Vérifier</translation>
    </message>
    <message>
      <source>Compare the files with the card, and the numbers with those of the installation</source>
      <translation>Comparer les fichiers à la fiche, et les nombres à ceux de l'installation</translation>
    </message>
    <message>
      <source>Try on phantoms</source>
      <translation>Essayer sur fantômes</translation>
    </message>
    <message>
      <source>Run the acceptance cases on built-in phantoms; takes minutes, in the background</source>
      <translation>Exécuter les cas d'acceptation sur fantômes intégrés ; prend des minutes, en arrière-plan</translation>
    </message>
    <message>
      <source>Evaluate</source>
      <translation>Évaluer</translation>
    </message>
    <message>
      <source>Measure it on a folder of your own cases with references</source>
      <translation>Le mesurer sur un dossier de vos cas avec références</translation>
    </message>
    <message>
      <source>Accept the model for this site, on its evaluation</source>
      <translation>Accepter le modèle pour ce site, d'après son évaluation</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Retirer</translation>
    </message>
    <message>
      <source>Take the pack out of the library</source>
      <translation>Ôter le paquet de la bibliothèque</translation>
    </message>
    <message>
      <source>Evaluate it first, on cases of this site</source>
      <translation>Évaluez-le d'abord, sur des cas de ce site</translation>
    </message>
    <message>
      <source>Written from the accepted findings, not from the words of the report; checked against the same facts.</source>
      <translation>Rédigé à partir des constats acceptés, pas des mots du compte rendu ; vérifié avec les mêmes faits.</translation>
    </message>
    <message>
      <source>There is no report yet: draft it first.</source>
      <translation>Pas encore de compte rendu : rédigez-le d'abord.</translation>
    </message>
    <message>
      <source>The report is signed: start an addendum first.</source>
      <translation>Le compte rendu est signé : commencez d'abord un addendum.</translation>
    </message>
    <message>
      <source>typed</source>
      <translation>saisi</translation>
    </message>
    <message>
      <source>{count} values are still asked for, marked •</source>
      <translation>{count} valeurs sont encore demandées, marquées •</translation>
    </message>
    <message>
      <source>, nadir {size} mm</source>
      <translation>, nadir {size} mm</translation>
    </message>
    <message>
      <source>, {count} new</source>
      <translation>, {count} nouvelles</translation>
    </message>
    <message>
      <source>Open document</source>
      <translation>Ouvrir le document</translation>
    </message>
    <message>
      <source>Where to save the document</source>
      <translation>Où enregistrer le document</translation>
    </message>
    <message>
      <source>Save {name}</source>
      <translation>Enregistrer {name}</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>{name} est enregistré.</translation>
    </message>
    <message>
      <source>Read the dose</source>
      <translation>Lire la dose</translation>
    </message>
    <message>
      <source>Hang pictures</source>
      <translation>Disposer les images</translation>
    </message>
    <message>
      <source>Correct or delete it on the page of hanging protocols.</source>
      <translation>Corrigez-le ou supprimez-le à la page des protocoles d'affichage.</translation>
    </message>
    <message>
      <source>Delete the hanging protocol {name}?</source>
      <translation>Supprimer le protocole d'affichage {name} ?</translation>
    </message>
    <message>
      <source>Nothing of this study fits the hanging protocol {name}.</source>
      <translation>Rien dans cet examen ne correspond au protocole d'affichage {name}.</translation>
    </message>
    <message>
      <source>Saved; it is used from the next study on that it fits.</source>
      <translation>Enregistré ; il sert dès le prochain examen auquel il convient.</translation>
    </message>
    <message>
      <source>Saved; it is used when asked for (Alt+H).</source>
      <translation>Enregistré ; il sert sur demande (Alt+H).</translation>
    </message>
    <message>
      <source>Priors are only looked at.</source>
      <translation>Les antérieurs sont seulement regardés.</translation>
    </message>
    <message>
      <source>Open the prior itself to measure in it.</source>
      <translation>Ouvrez l'antérieur lui-même pour y mesurer.</translation>
    </message>
    <message>
      <source>{runs} run, the last took {seconds} s on {device}</source>
      <translation>{runs} exécution, la dernière a pris {seconds} s sur {device}</translation>
    </message>
    <message>
      <source>{runs} runs, the last took {seconds} s on {device}</source>
      <translation>{runs} exécutions, la dernière a pris {seconds} s sur {device}</translation>
    </message>
    <message>
      <source>Type a short word in the report, then Space or Tab. A text may hold {names}; what stands in [brackets] is to be filled in.</source>
      <translation>Tapez une abréviation dans le compte rendu, puis Espace ou Tab. Un texte peut contenir {names} ; ce qui est entre [crochets] est à remplir.</translation>
    </message>
    <message>
      <source>● signed by {name}, {when} UTC</source>
      <translation>● signé par {name}, {when} UTC</translation>
    </message>
    <message>
      <source>▲ {count} to resolve before signing</source>
      <translation>▲ {count} à résoudre avant de signer</translation>
    </message>
    <message>
      <source>Nothing to sign yet</source>
      <translation>Rien à signer encore</translation>
    </message>
    <message>
      <source>The addendum is empty</source>
      <translation>L'addendum est vide</translation>
    </message>
    <message>
      <source>✓ checked: nothing to resolve</source>
      <translation>✓ vérifié : rien à résoudre</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>brouillon</translation>
    </message>
    <message>
      <source>addendum to version {version}</source>
      <translation>addendum à la version {version}</translation>
    </message>
    <message>
      <source>Drag a series here, or click one on the left</source>
      <translation>Glissez une série ici ou cliquez sur une à gauche</translation>
    </message>
    <message>
      <source>A prior is not changed from here.</source>
      <translation>Un antérieur ne se modifie pas d'ici.</translation>
    </message>
    <message>
      <source>Open its study to draw on it.</source>
      <translation>Ouvrez son examen pour y dessiner.</translation>
    </message>
    <message>
      <source>Colour of the segment</source>
      <translation>Couleur du segment</translation>
    </message>
    <message>
      <source>Nothing differs.</source>
      <translation>Aucune différence.</translation>
    </message>
    <message>
      <source>Changes since the draft of {author}: added is underlined, removed is struck through.</source>
      <translation>Modifications depuis le brouillon de {author} : ajouts soulignés, suppressions barrées.</translation>
    </message>
    <message>
      <source>Added is underlined, removed is struck through.</source>
      <translation>Les ajouts sont soulignés, les suppressions barrées.</translation>
    </message>
    <message>
      <source>Compared with the report of now: what is struck through stands in it and not here.</source>
      <translation>Comparé au compte rendu actuel : ce qui est barré y figure et pas ici.</translation>
    </message>
    <message>
      <source>version {number}</source>
      <translation>version n° {number}</translation>
    </message>
    <message>
      <source>This report was not drafted by a model or from templates.</source>
      <translation>Ce compte rendu n'a été rédigé ni par un modèle ni à partir de modèles de texte.</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Retour</translation>
    </message>
    <message>
      <source>Go back (Esc)</source>
      <translation>Revenir (Échap)</translation>
    </message>
    <message>
      <source>Type a command</source>
      <translation>Tapez une commande</translation>
    </message>
    <message>
      <source>No command has these words.</source>
      <translation>Aucune commande ne contient ces mots.</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Nom</translation>
    </message>
    <message>
      <source>ID</source>
      <translation>ID</translation>
    </message>
    <message>
      <source>Issuer of the ID</source>
      <translation>Émetteur de l'ID</translation>
    </message>
    <message>
      <source>Born</source>
      <translation>Naissance</translation>
    </message>
    <message>
      <source>Sex</source>
      <translation>Sexe</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>non indiqué</translation>
    </message>
    <message>
      <source>Keep apart</source>
      <translation>Garder séparés</translation>
    </message>
    <message>
      <source>They are different patients; do not ask again</source>
      <translation>Ce sont des patients différents ; ne plus demander</translation>
    </message>
    <message>
      <source>Ask again</source>
      <translation>Redemander</translation>
    </message>
    <message>
      <source>No two patients look like one</source>
      <translation>Aucun couple de patients ne semble n'en faire qu'un</translation>
    </message>
    <message>
      <source>Show again those that were kept apart</source>
      <translation>Montrer à nouveau ceux gardés séparés</translation>
    </message>
    <message>
      <source>Undo: {last_change}</source>
      <translation>Annuler : {last_change}</translation>
    </message>
    <message>
      <source>Studies</source>
      <translation>Examens</translation>
    </message>
    <message>
      <source>Make these another patient</source>
      <translation>En faire un autre patient</translation>
    </message>
    <message>
      <source>Move the studies of this column to a patient of their own</source>
      <translation>Donner les examens de cette colonne à un patient à part</translation>
    </message>
    <message>
      <source>They are one patient: list all studies under this name and ID</source>
      <translation>C'est un seul patient : mettre tous les examens sous ce nom et cet ID</translation>
    </message>
    <message>
      <source>Same person: merge into this one</source>
      <translation>La même personne : réunir à celle-ci</translation>
    </message>
    <message>
      <source>Merge into this one</source>
      <translation>Réunir à celui-ci</translation>
    </message>
    <message>
      <source>And {count} more, when these are done.</source>
      <translation>Et {count} de plus, quand ceux-ci seront faits.</translation>
    </message>
    <message>
      <source>named in {files} file of another's study</source>
      <translation>nommé dans {files} fichier de l'examen d'un autre</translation>
    </message>
    <message>
      <source>named in {files} files of another's study</source>
      <translation>nommé dans {files} fichiers de l'examen d'un autre</translation>
    </message>
    <message>
      <source>{count} pair or group to look at</source>
      <translation>{count} paire ou groupe à regarder</translation>
    </message>
    <message>
      <source>{count} pairs or groups to look at</source>
      <translation>{count} paires ou groupes à regarder</translation>
    </message>
    <message>
      <source>no date</source>
      <translation>sans date</translation>
    </message>
    <message>
      <source>{apart} kept apart.</source>
      <translation>{apart} gardés séparés.</translation>
    </message>
    <message>
      <source>short word</source>
      <translation>abréviation</translation>
    </message>
    <message>
      <source>text it stands for</source>
      <translation>texte qu'elle remplace</translation>
    </message>
    <message>
      <source>SHORT WORDS</source>
      <translation>ABRÉVIATIONS</translation>
    </message>
    <message>
      <source>LEARNED SENTENCES</source>
      <translation>PHRASES APPRISES</translation>
    </message>
    <message>
      <source>Learn the sentences that I write and sign</source>
      <translation>Apprendre les phrases que j'écris et signe</translation>
    </message>
    <message>
      <source>Short word</source>
      <translation>Abréviation</translation>
    </message>
    <message>
      <source>Sentence</source>
      <translation>Phrase</translation>
    </message>
    <message>
      <source>Signed</source>
      <translation>Signées</translation>
    </message>
    <message>
      <source>Last</source>
      <translation>Dernière fois</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>Oublier</translation>
    </message>
    <message>
      <source>Forget all</source>
      <translation>Tout oublier</translation>
    </message>
    <message>
      <source>Waive</source>
      <translation>Passer outre</translation>
    </message>
    <message>
      <source>Sign in spite of this, with a reason</source>
      <translation>Signer malgré cela, avec un motif</translation>
    </message>
    <message>
      <source>Reason, then Enter (Esc: not)</source>
      <translation>Motif, puis Entrée (Échap : non)</translation>
    </message>
    <message>
      <source>Leave it as it is</source>
      <translation>Laisser tel quel</translation>
    </message>
    <message>
      <source>REPORT</source>
      <translation>COMPTE RENDU</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Modifications</translation>
    </message>
    <message>
      <source>Show below each sentence what was changed in the draft</source>
      <translation>Montrer sous chaque phrase ce qui a été changé dans le brouillon</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>Rédiger</translation>
    </message>
    <message>
      <source>Draft the report from the accepted findings</source>
      <translation>Rédiger le compte rendu à partir des constats acceptés</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Exporter</translation>
    </message>
    <message>
      <source>Write PDF, DICOM or other files</source>
      <translation>Écrire des fichiers PDF, DICOM ou autres</translation>
    </message>
    <message>
      <source>not provided</source>
      <translation>non fournie</translation>
    </message>
    <message>
      <source>Indication</source>
      <translation>Indication</translation>
    </message>
    <message>
      <source>Template sentences</source>
      <translation>Phrases du modèle type</translation>
    </message>
    <message>
      <source>Draft again</source>
      <translation>Refaire</translation>
    </message>
    <message>
      <source>{words} words · yours: {median}</source>
      <translation>{words} mots · les vôtres : {median}</translation>
    </message>
    <message>
      <source>1 word</source>
      <translation>1 mot</translation>
    </message>
    <message>
      <source>{count} words</source>
      <translation>{count} mots</translation>
    </message>
    <message>
      <source>Half of the reports that you signed in this template are shorter than {median} words</source>
      <translation>La moitié des comptes rendus que vous avez signés avec ce modèle a moins de {median} mots</translation>
    </message>
    <message>
      <source>signed · version {version}</source>
      <translation>signé · version {version}</translation>
    </message>
    <message>
      <source>Worded by {name}</source>
      <translation>Rédigé par {name}</translation>
    </message>
    <message>
      <source>The report appears here, from the accepted findings.</source>
      <translation>Le compte rendu paraît ici, à partir des constats acceptés.</translation>
    </message>
    <message>
      <source>edited by {name}</source>
      <translation>modifié par {name}</translation>
    </message>
    <message>
      <source>Go to the place in the images</source>
      <translation>Aller à l'endroit dans les images</translation>
    </message>
    <message>
      <source>by {author}</source>
      <translation>par {author}</translation>
    </message>
    <message>
      <source>1 picture</source>
      <translation>1 image</translation>
    </message>
    <message>
      <source>{count} pictures</source>
      <translation>{count} images</translation>
    </message>
    <message>
      <source>uncertainty {percent} %</source>
      <translation>incertitude {percent} %</translation>
    </message>
    <message>
      <source>mean</source>
      <translation>moyenne</translation>
    </message>
    <message>
      <source>SD</source>
      <translation>ET</translation>
    </message>
    <message>
      <source>● experimental: not accepted at this site</source>
      <translation>● expérimental : non accepté sur ce site</translation>
    </message>
    <message>
      <source>(no description)</source>
      <translation>(sans description)</translation>
    </message>
    <message>
      <source>take over</source>
      <translation>reprendre</translation>
    </message>
    <message>
      <source>leave them</source>
      <translation>laisser</translation>
    </message>
    <message>
      <source>share</source>
      <translation>partager</translation>
    </message>
    <message>
      <source>Change ▾</source>
      <translation>Modifier ▾</translation>
    </message>
    <message>
      <source>What can be done to the whole segment</source>
      <translation>Ce qui peut être fait du segment entier</translation>
    </message>
    <message>
      <source>Radius of the brush</source>
      <translation>Rayon du pinceau</translation>
    </message>
    <message>
      <source>Ball</source>
      <translation>Boule</translation>
    </message>
    <message>
      <source>Paint through slices, as a ball; else a disc in the plane of the view</source>
      <translation>Peindre à travers les coupes, en boule ; sinon en disque dans le plan de la vue</translation>
    </message>
    <message>
      <source>What paint does where another segment is</source>
      <translation>Ce que fait le pinceau là où est un autre segment</translation>
    </message>
    <message>
      <source>Values</source>
      <translation>Valeurs</translation>
    </message>
    <message>
      <source>Paint only where the picture's value lies between these</source>
      <translation>Peindre seulement où la valeur de l'image est entre celles-ci</translation>
    </message>
    <message>
      <source>Lowest value painted on</source>
      <translation>Valeur la plus basse peinte</translation>
    </message>
    <message>
      <source>Highest value painted on</source>
      <translation>Valeur la plus haute peinte</translation>
    </message>
    <message>
      <source>What the scissors do</source>
      <translation>Ce que font les ciseaux</translation>
    </message>
    <message>
      <source>All slices</source>
      <translation>Toutes les coupes</translation>
    </message>
    <message>
      <source>Cut through all slices, or only the one on the screen</source>
      <translation>Couper à travers toutes les coupes ou seulement celle à l'écran</translation>
    </message>
    <message>
      <source>How much values may differ from the one clicked</source>
      <translation>De combien les valeurs peuvent différer de celle cliquée</translation>
    </message>
    <message>
      <source>How far from the click a region may grow</source>
      <translation>Jusqu'à quelle distance du clic une région peut croître</translation>
    </message>
    <message>
      <source>Where others are</source>
      <translation>Où sont d'autres</translation>
    </message>
    <message>
      <source>to</source>
      <translation>à</translation>
    </message>
    <message>
      <source>Values alike within ±</source>
      <translation>Valeurs semblables à ±</translation>
    </message>
    <message>
      <source>Up to, from the click</source>
      <translation>Jusqu'à, depuis le clic</translation>
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
      <translation>SEGMENTS</translation>
    </message>
    <message>
      <source>Outline only</source>
      <translation>Contour seul</translation>
    </message>
    <message>
      <source>Show outlines without a fill (O)</source>
      <translation>Montrer les contours sans remplissage (O)</translation>
    </message>
    <message>
      <source>New segment (Ins)</source>
      <translation>Nouveau segment (Inser)</translation>
    </message>
    <message>
      <source>Show mean, SD, lowest and highest value</source>
      <translation>Montrer moyenne, ET, valeurs minimale et maximale</translation>
    </message>
    <message>
      <source>Statistics</source>
      <translation>Statistiques</translation>
    </message>
    <message>
      <source>The segmentation on the images</source>
      <translation>La segmentation sur les images</translation>
    </message>
    <message>
      <source>Segments</source>
      <translation>Segments</translation>
    </message>
    <message>
      <source>Opacity of the fill</source>
      <translation>Opacité du remplissage</translation>
    </message>
    <message>
      <source>Opacity</source>
      <translation>Opacité</translation>
    </message>
    <message>
      <source>Nothing segmented yet.</source>
      <translation>Rien n'est encore segmenté.</translation>
    </message>
    <message>
      <source>Draw by hand</source>
      <translation>Dessiner à la main</translation>
    </message>
    <message>
      <source>Begin a segment and paint it (Ins)</source>
      <translation>Commencer un segment et le peindre (Inser)</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>verrouillé</translation>
    </message>
    <message>
      <source>{told}
{support}, by {author}</source>
      <translation>{told}
{support}, par {author}</translation>
    </message>
    <message>
      <source>from evidence</source>
      <translation>d'après des preuves</translation>
    </message>
    <message>
      <source>without evidence in the images</source>
      <translation>sans preuve dans les images</translation>
    </message>
    <message>
      <source>Click to take your check mark away</source>
      <translation>Cliquez pour retirer votre marque de vérification</translation>
    </message>
    <message>
      <source>Click to mark as checked</source>
      <translation>Cliquez pour marquer comme vérifiée</translation>
    </message>
    <message>
      <source>waived</source>
      <translation>passé outre</translation>
    </message>
    <message>
      <source>Read drawings</source>
      <translation>Lire les dessins</translation>
    </message>
    <message>
      <source>Open {name}</source>
      <translation>Ouvrir {name}</translation>
    </message>
    <message>
      <source>Opening was stopped.</source>
      <translation>L'ouverture a été arrêtée.</translation>
    </message>
    <message>
      <source>Choose the series again to open it.</source>
      <translation>Choisissez encore la série pour l'ouvrir.</translation>
    </message>
    <message>
      <source>▲ The findings were changed after signing. An addendum would say so:</source>
      <translation>▲ Les constatations ont été modifiées après la signature. Un addendum le dirait :</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Compte rendu</translation>
    </message>
    <message>
      <source>Edit again; signing makes the next version and keeps this one</source>
      <translation>Modifier à nouveau ; la signature fait la version suivante et garde celle-ci</translation>
    </message>
    <message>
      <source>Sign</source>
      <translation>Signer</translation>
    </message>
    <message>
      <source>Sign this report (Ctrl+Return)</source>
      <translation>Signer ce compte rendu (Ctrl+Entrée)</translation>
    </message>
    <message>
      <source>(no ID)</source>
      <translation>(sans ID)</translation>
    </message>
    <message>
      <source>born {date}</source>
      <translation>né(e) le {date}</translation>
    </message>
    <message>
      <source>no birth date</source>
      <translation>sans date de naissance</translation>
    </message>
    <message>
      <source>Keep “{word}” as a word of mine</source>
      <translation>Garder « {word} » parmi mes mots</translation>
    </message>
    <message>
      <source>Forget “{word}” as a word of mine</source>
      <translation>Oublier « {word} » parmi mes mots</translation>
    </message>
    <message>
      <source>{count} running</source>
      <translation>{count} en cours</translation>
    </message>
    <message>
      <source>Thumbnails</source>
      <translation>Vignettes</translation>
    </message>
    <message>
      <source>Search elements: a name, a tag, a part of a value</source>
      <translation>Chercher des éléments : un nom, un tag, une partie de valeur</translation>
    </message>
    <message>
      <source>Search elements</source>
      <translation>Chercher des éléments</translation>
    </message>
    <message>
      <source>Copy the selected elements (Ctrl+C)</source>
      <translation>Copier les éléments sélectionnés (Ctrl+C)</translation>
    </message>
    <message>
      <source>Elements</source>
      <translation>Éléments</translation>
    </message>
    <message>
      <source>{count} found</source>
      <translation>{count} trouvés</translation>
    </message>
    <message>
      <source>{count} elements</source>
      <translation>{count} éléments</translation>
    </message>
    <message>
      <source>left</source>
      <translation>gauche</translation>
    </message>
    <message>
      <source>right</source>
      <translation>droite</translation>
    </message>
    <message>
      <source>both sides</source>
      <translation>les deux côtés</translation>
    </message>
    <message>
      <source>Words: liver, lower lobe, lymph node …</source>
      <translation>Mots : foie, lobe inférieur, ganglion …</translation>
    </message>
    <message>
      <source>Words of the term</source>
      <translation>Mots du terme</translation>
    </message>
    <message>
      <source>Terms</source>
      <translation>Termes</translation>
    </message>
    <message>
      <source>Side, kept as a code of its own</source>
      <translation>Côté, gardé comme un code à part</translation>
    </message>
    <message>
      <source>SNOMED CT and DICOM codes of the standard, PS3.16</source>
      <translation>Codes SNOMED CT et DICOM du standard, PS3.16</translation>
    </message>
    <message>
      <source>the draft as it was made</source>
      <translation>le brouillon d'origine</translation>
    </message>
    <message>
      <source>the version before</source>
      <translation>la version précédente</translation>
    </message>
    <message>
      <source>the report of now</source>
      <translation>le compte rendu actuel</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>rien</translation>
    </message>
    <message>
      <source>Compared with</source>
      <translation>Comparé à</translation>
    </message>
    <message>
      <source>Bring back this version</source>
      <translation>Reprendre cette version</translation>
    </message>
    <message>
      <source>The report reads like this again; undo takes that back</source>
      <translation>Le compte rendu redevient ainsi ; annuler revient en arrière</translation>
    </message>
    <message>
      <source>proposed</source>
      <translation>proposé</translation>
    </message>
    <message>
      <source>confirmed</source>
      <translation>confirmé</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>rejeté</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>Date</translation>
    </message>
    <message>
      <source>Modality</source>
      <translation>Modalité</translation>
    </message>
    <message>
      <source>Description</source>
      <translation>Description</translation>
    </message>
    <message>
      <source>Series / pictures</source>
      <translation>Séries / images</translation>
    </message>
    <message>
      <source>Priors</source>
      <translation>Antérieurs</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>État</translation>
    </message>
    <message>
      <source>This may be the same patient as another one, or two in one: click to see them side by side</source>
      <translation>C'est peut-être le même patient qu'un autre, ou deux en un : cliquez pour les voir côte à côte</translation>
    </message>
    <message>
      <source>(no date)</source>
      <translation>(sans date)</translation>
    </message>
    <message>
      <source>Search name, ID, date, modality, description or report text</source>
      <translation>Chercher nom, ID, date, modalité, description ou texte du compte rendu</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>Importer</translation>
    </message>
    <message>
      <source>Bring a folder, files or a zip archive into the library</source>
      <translation>Amener un dossier, des fichiers ou une archive zip dans la bibliothèque</translation>
    </message>
    <message>
      <source>About the study</source>
      <translation>À propos de l'examen</translation>
    </message>
    <message>
      <source>No study matches “{words}”. Clear the search to see all of them.</source>
      <translation>Aucun examen ne correspond à « {words} ». Videz la recherche pour les voir tous.</translation>
    </message>
    <message>
      <source>Studies appear here.</source>
      <translation>Les examens paraissent ici.</translation>
    </message>
    <message>
      <source>Drop a DICOM folder, files or a zip archive on this window, or use Import.</source>
      <translation>Déposez un dossier DICOM, des fichiers ou une archive zip sur cette fenêtre, ou utilisez Importer.</translation>
    </message>
    <message>
      <source>A synthetic chest CT with a known truth, made on this machine</source>
      <translation>Un scanner thoracique synthétique de vérité connue, fait sur cette machine</translation>
    </message>
    <message>
      <source>{text} · {count} new above</source>
      <translation>{text} · {count} nouveaux en haut</translation>
    </message>
    <message>
      <source>Status: {status}</source>
      <translation>État : {status}</translation>
    </message>
    <message>
      <source>(demonstration)</source>
      <translation>(démonstration)</translation>
    </message>
    <message>
      <source>{count} study</source>
      <translation>{count} examen</translation>
    </message>
    <message>
      <source>{count} studies</source>
      <translation>{count} examens</translation>
    </message>
    <message>
      <source>imported just now</source>
      <translation>importé à l'instant</translation>
    </message>
    <message>
      <source>Text at {percent} %.</source>
      <translation>Texte à {percent} %.</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Comme le système</translation>
    </message>
    <message>
      <source>No font of this machine has the letters of this language.</source>
      <translation>Aucune police de cette machine n'a les caractères de cette langue.</translation>
    </message>
    <message>
      <source>Install one, such as Noto Sans CJK.</source>
      <translation>Installez-en une, par exemple Noto Sans CJK.</translation>
    </message>
    <message>
      <source>Language: {name}.</source>
      <translation>Langue : {name}.</translation>
    </message>
    <message>
      <source>The window has it from its next start.</source>
      <translation>La fenêtre l'aura à son prochain démarrage.</translation>
    </message>
    <message>
      <source>Make the window anew in this language? It comes back to where you are.</source>
      <translation>Rouvrir la fenêtre maintenant dans cette langue ? Elle revient là où vous êtes.</translation>
    </message>
    <message>
      <source>Make it anew</source>
      <translation>Rouvrir</translation>
    </message>
    <message>
      <source>There is no report yet.</source>
      <translation>Il n'y a pas encore de compte rendu.</translation>
    </message>
    <message>
      <source>Draft it first (Ctrl+D).</source>
      <translation>Rédigez-le d'abord (Ctrl+D).</translation>
    </message>
    <message>
      <source>The report is signed.</source>
      <translation>Le compte rendu est signé.</translation>
    </message>
    <message>
      <source>Start an addendum first.</source>
      <translation>Commencez d'abord un addendum.</translation>
    </message>
    <message>
      <source>Films run to and fro.</source>
      <translation>Les films vont et viennent.</translation>
    </message>
    <message>
      <source>Films begin again from the first picture.</source>
      <translation>Les films reprennent à la première image.</translation>
    </message>
    <message>
      <source>Read the times of the series</source>
      <translation>Lire les temps de la série</translation>
    </message>
    <message>
      <source>Shift+C stops, Ctrl+. and Ctrl+, change the speed.</source>
      <translation>Maj+C arrête, Ctrl+. et Ctrl+, changent la vitesse.</translation>
    </message>
    <message>
      <source>Speed {speed}, {rate} pictures a second.</source>
      <translation>Vitesse {speed}, {rate} images par seconde.</translation>
    </message>
    <message>
      <source>Speed {speed}.</source>
      <translation>Vitesse {speed}.</translation>
    </message>
    <message>
      <source>one half or more in {votes} of {looks} looks</source>
      <translation>la moitié ou plus dans {votes} regards sur {looks}</translation>
    </message>
    <message>
      <source>{model}: choose a finding to see where on the picture its score comes from.</source>
      <translation>{model} : choisissez un constat pour voir de quel endroit de l'image vient son score.</translation>
    </message>
    <message>
      <source>Covering what is framed lowers the score most.</source>
      <translation>C'est en couvrant la partie encadrée que le score baisse le plus.</translation>
    </message>
    <message>
      <source>No place of the picture lowers the score when it is covered.</source>
      <translation>Aucun endroit de l'image ne fait baisser le score quand on le couvre.</translation>
    </message>
    <message>
      <source>A score is no probability of disease.</source>
      <translation>Un score n'est pas une probabilité de maladie.</translation>
    </message>
    <message>
      <source>Align with prior</source>
      <translation>Aligner sur l'antérieur</translation>
    </message>
    <message>
      <source>Bend onto prior</source>
      <translation>Déformer sur l'antérieur</translation>
    </message>
    <message>
      <source>Both lie in one frame of reference already: nothing has to be aligned.</source>
      <translation>Les deux sont déjà dans un même référentiel : rien à aligner.</translation>
    </message>
    <message>
      <source>Set both crosshairs on the same point, then align here again.</source>
      <translation>Placez les deux réticules sur le même point, puis alignez encore ici.</translation>
    </message>
    <message>
      <source>Viewers are parted until then.</source>
      <translation>D'ici là les cadres sont séparés.</translation>
    </message>
    <message>
      <source>Aligned at the crosshairs.</source>
      <translation>Aligné aux réticules.</translation>
    </message>
    <message>
      <source>Aligned with the study of {date}.</source>
      <translation>Aligné sur l'examen du {date}.</translation>
    </message>
    <message>
      <source>Look for the same in the prior</source>
      <translation>Chercher la même chose dans l'antérieur</translation>
    </message>
    <message>
      <source>Compare lesions</source>
      <translation>Comparer les lésions</translation>
    </message>
    <message>
      <source>This finding has no place in these pictures, so nothing can be paired with it.</source>
      <translation>Ce constat n'a pas d'endroit dans ces images, rien ne peut donc lui être associé.</translation>
    </message>
    <message>
      <source>No accepted lesion has a size in the earliest prior, so there are no RECIST targets.</source>
      <translation>Aucune lésion acceptée n'a de taille dans l'examen antérieur le plus ancien : il n'y a donc pas de cible RECIST.</translation>
    </message>
    <message>
      <source>{mm} mm from where it is expected</source>
      <translation>à {mm} mm de l'endroit attendu</translation>
    </message>
    <message>
      <source>The earlier study does not hold this lesion any more.</source>
      <translation>L'examen antérieur ne contient plus cette lésion.</translation>
    </message>
    <message>
      <source>Compare again.</source>
      <translation>Comparez à nouveau.</translation>
    </message>
    <message>
      <source>Lesions in both studies: {together}; in one of them: {alone}.</source>
      <translation>Lésions dans les deux examens : {together} ; dans un seul : {alone}.</translation>
    </message>
    <message>
      <source>There are no lesions to compare.</source>
      <translation>Il n'y a pas de lésions à comparer.</translation>
    </message>
    <message>
      <source>by the reader</source>
      <translation>par le lecteur</translation>
    </message>
    <message>
      <source>by the rule</source>
      <translation>selon la règle</translation>
    </message>
    <message>
      <source>Describe the view</source>
      <translation>Décrire la vue</translation>
    </message>
    <message>
      <source>Show a picture of the open study first.</source>
      <translation>Affichez d'abord une image de l'examen ouvert.</translation>
    </message>
    <message>
      <source>Add a GGUF file with its projector (mmproj) under Help, Models.</source>
      <translation>Ajoutez un fichier GGUF avec son projecteur (mmproj) dans Aide, Modèles.</translation>
    </message>
    <message>
      <source>Each waits to be checked, rewritten or removed before the report can be signed.</source>
      <translation>Chacune doit être vérifiée, réécrite ou retirée avant la signature du compte rendu.</translation>
    </message>
    <message>
      <source>1 unverified sentence of a model is in the report.</source>
      <translation>1 phrase non vérifiée d’un modèle est dans le compte rendu.</translation>
    </message>
    <message>
      <source>{count} unverified sentences of a model are in the report.</source>
      <translation>{count} phrases non vérifiées d’un modèle sont dans le compte rendu.</translation>
    </message>
    <message>
      <source>There are no two segmentations of this series with a structure in common.</source>
      <translation>Il n'y a pas deux segmentations de cette série ayant une structure commune.</translation>
    </message>
    <message>
      <source>Segment it with two models.</source>
      <translation>Segmentez-la avec deux modèles.</translation>
    </message>
    <message>
      <source>No other series of this study lies in the same frame of reference.</source>
      <translation>Aucune autre série de cet examen n'est dans le même référentiel.</translation>
    </message>
    <message>
      <source>Register them first.</source>
      <translation>Recalez-les d'abord.</translation>
    </message>
    <message>
      <source>Where in the images is …?</source>
      <translation>Où se trouve dans les images … ?</translation>
    </message>
    <message>
      <source>Look for words in the images</source>
      <translation>Chercher des mots dans les images</translation>
    </message>
    <message>
      <source>“{phrase}”: match {score}.</source>
      <translation>« {phrase} » : concordance {score}.</translation>
    </message>
    <message>
      <source>Describe a place</source>
      <translation>Décrire un endroit</translation>
    </message>
    <message>
      <source>{count} places are framed.</source>
      <translation>{count} endroits sont encadrés.</translation>
    </message>
    <message>
      <source>These pictures form no volume.</source>
      <translation>Ces images ne forment pas de volume.</translation>
    </message>
    <message>
      <source>Nothing is outlined here, so no organ is named (Ctrl+G).</source>
      <translation>Rien n'est délimité ici, donc aucun organe n'est nommé (Ctrl+G).</translation>
    </message>
    <message>
      <source>Nothing was asked for.</source>
      <translation>Rien n'a été demandé.</translation>
    </message>
    <message>
      <source>Not located: “{phrase}”.</source>
      <translation>Non localisé : « {phrase} ».</translation>
    </message>
    <message>
      <source>Not assessed: “{phrase}”.</source>
      <translation>Non évalué : « {phrase} ».</translation>
    </message>
    <message>
      <source>Open that series and ask again.</source>
      <translation>Ouvrez cette série et demandez à nouveau.</translation>
    </message>
    <message>
      <source>“{phrase}” lies on another series of this study.</source>
      <translation>« {phrase} » se trouve sur une autre série de cet examen.</translation>
    </message>
    <message>
      <source>{name}: {size} in the library ({pictures} {originals}, decoded {unpacked}, masks {masks}).</source>
      <translation>{name} : {size} dans la bibliothèque ({pictures} {originals}, décodé {unpacked}, masques {masks}).</translation>
    </message>
    <message>
      <source>Delete {name} with its picture, {size}? This cannot be undone.</source>
      <translation>Supprimer {name} avec son image, {size} ? C'est irréversible.</translation>
    </message>
    <message>
      <source>Delete {name} with its {count} pictures, {size}? This cannot be undone.</source>
      <translation>Supprimer {name} avec ses {count} images, {size} ? Cela ne peut pas être annulé.</translation>
    </message>
    <message>
      <source>The log of edits keeps what was done to it.</source>
      <translation>Le journal des modifications garde ce qui en a été fait.</translation>
    </message>
    <message>
      <source>Take them out</source>
      <translation>Les ôter</translation>
    </message>
    <message>
      <source>Another {size} lie where they were imported from.</source>
      <translation>{size} de plus se trouvent là d'où ils ont été importés.</translation>
    </message>
    <message>
      <source>This study has a signed report, so it is not deleted here.</source>
      <translation>Cet examen a un compte rendu signé, il n'est donc pas supprimé ici.</translation>
    </message>
    <message>
      <source>Archive it instead. Who must delete it uses `lightbox delete --even-signed`.</source>
      <translation>Archivez-le plutôt. Qui doit le supprimer utilise `lightbox delete --even-signed`.</translation>
    </message>
    <message>
      <source>Deleted {name}: {size}.</source>
      <translation>{name} supprimé : {size}.</translation>
    </message>
    <message>
      <source>The library is {size} smaller.</source>
      <translation>La bibliothèque a diminué de {size}.</translation>
    </message>
    <message>
      <source>{name} opens from {folder} now.</source>
      <translation>{name} s'ouvre maintenant depuis {folder}.</translation>
    </message>
    <message>
      <source>No study is selected.</source>
      <translation>Aucun examen n'est sélectionné.</translation>
    </message>
    <message>
      <source>Select one in the worklist.</source>
      <translation>Sélectionnez-en un dans la liste de travail.</translation>
    </message>
    <message>
      <source>Compare patients</source>
      <translation>Comparer les patients</translation>
    </message>
    <message>
      <source>Import a folder</source>
      <translation>Importer un dossier</translation>
    </message>
    <message>
      <source>Make the demonstration study</source>
      <translation>Faire l'examen de démonstration</translation>
    </message>
    <message>
      <source>Prepare the pictures</source>
      <translation>Préparer les images</translation>
    </message>
    <message>
      <source>Read the objects beside the pictures</source>
      <translation>Lire les objets à côté des images</translation>
    </message>
    <message>
      <source>Import files or a zip archive</source>
      <translation>Importer des fichiers ou une archive zip</translation>
    </message>
    <message>
      <source>Import {name}</source>
      <translation>Importer {name}</translation>
    </message>
    <message>
      <source>Not every object beside the pictures could be read.</source>
      <translation>Tous les objets à côté des images n'ont pas pu être lus.</translation>
    </message>
    <message>
      <source>Import again to go on.</source>
      <translation>Importez à nouveau pour continuer.</translation>
    </message>
    <message>
      <source>There is no DICOM study in what was given.</source>
      <translation>Il n'y a pas d'examen DICOM dans ce qui a été donné.</translation>
    </message>
    <message>
      <source>Enter opens the selected study.</source>
      <translation>Entrée ouvre l'examen sélectionné.</translation>
    </message>
    <message>
      <source>Scroll one alone with links off (Alt+L), then link them as they stand (Alt+Shift+L).</source>
      <translation>Parcourez-en un seul sans liens (Alt+L), puis liez-les tels quels (Alt+Maj+L).</translation>
    </message>
    <message>
      <source>Viewers scroll together.</source>
      <translation>Les cadres défilent ensemble.</translation>
    </message>
    <message>
      <source>Viewers scroll each for itself.</source>
      <translation>Les cadres défilent chacun pour soi.</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified together.</source>
      <translation>Les cadres sont déplacés et agrandis ensemble.</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified each for itself.</source>
      <translation>Les cadres sont déplacés et agrandis séparément.</translation>
    </message>
    <message>
      <source>Viewers share one window.</source>
      <translation>Les cadres partagent une fenêtre.</translation>
    </message>
    <message>
      <source>Viewers have windows of their own.</source>
      <translation>Les cadres ont leurs propres fenêtres.</translation>
    </message>
    <message>
      <source>What is this hanging protocol called?</source>
      <translation>Comment s'appelle ce protocole d'affichage ?</translation>
    </message>
    <message>
      <source>No earlier study of this patient has pictures of this kind.</source>
      <translation>Aucun examen plus ancien de ce patient n'a d'images de ce genre.</translation>
    </message>
    <message>
      <source>The study of {date} stands beside this one.</source>
      <translation>L'examen du {date} est à côté de celui-ci.</translation>
    </message>
    <message>
      <source>Viewers of different frames of reference are no longer linked.</source>
      <translation>Les cadres de référentiels différents ne sont plus liés.</translation>
    </message>
    <message>
      <source>Viewers scroll together from where they stand.</source>
      <translation>Les cadres se parcourent ensemble d'où ils sont.</translation>
    </message>
    <message>
      <source>Layouts (Alt+1 to Alt+9) and series go to the window of the viewer that was clicked last.</source>
      <translation>Les dispositions (Alt+1 à Alt+9) et les séries vont dans la fenêtre du cadre cliqué en dernier.</translation>
    </message>
    <message>
      <source>There is no hanging protocol.</source>
      <translation>Il n'y a pas de protocole d'affichage.</translation>
    </message>
    <message>
      <source>Saved the hanging protocol {name}.</source>
      <translation>Le protocole d'affichage {name} est enregistré.</translation>
    </message>
    <message>
      <source>The pictures are in the other window. Alt+M brings the viewer back that was clicked last; a series can be dragged here.</source>
      <translation>Les images sont dans l'autre fenêtre. Alt+M ramène le cadre cliqué en dernier ; une série peut être glissée ici.</translation>
    </message>
    <message>
      <source>Read stored values</source>
      <translation>Lire les valeurs stockées</translation>
    </message>
    <message>
      <source>Hold a ruler to the scale: projectors, remote and scaled screens tell wrong sizes; a radiograph is magnified.</source>
      <translation>Posez une règle sur l'échelle : projecteurs, écrans distants et mis à l'échelle disent de fausses tailles ; une radiographie est agrandie.</translation>
    </message>
    <message>
      <source>Nothing says how large a pixel of this picture is.</source>
      <translation>Rien ne dit la taille d'un pixel de cette image.</translation>
    </message>
    <message>
      <source>Calibrate it by a known length (K).</source>
      <translation>Calibrez-la par une longueur connue (K).</translation>
    </message>
    <message>
      <source>The screen does not tell how large it is.</source>
      <translation>L'écran ne dit pas sa taille.</translation>
    </message>
    <message>
      <source>True size for a screen that is {width} cm wide, as it tells itself.</source>
      <translation>Taille réelle pour un écran large de {width} cm, selon ses propres indications.</translation>
    </message>
    <message>
      <source>Drop the outline</source>
      <translation>Abandonner le contour</translation>
    </message>
    <message>
      <source>Ctrl+Z takes it back.</source>
      <translation>Ctrl+Z le reprend.</translation>
    </message>
    <message>
      <source>That lies outside the images.</source>
      <translation>C'est en dehors des images.</translation>
    </message>
    <message>
      <source>Mark something inside them.</source>
      <translation>Marquez quelque chose dedans.</translation>
    </message>
    <message>
      <source>The outline of “{name}” is not kept yet. Marks: {count}.</source>
      <translation>Le contour de « {name} » n'est pas encore gardé. Marques : {count}.</translation>
    </message>
    <message>
      <source>it has no voxels now</source>
      <translation>il n'a plus de voxels</translation>
    </message>
    <message>
      <source>“{name}” is kept: {size}.</source>
      <translation>« {name} » est gardé : {size}.</translation>
    </message>
    <message>
      <source>Nothing is marked yet.</source>
      <translation>Rien n'est encore marqué.</translation>
    </message>
    <message>
      <source>Click inside the structure, or leave with Escape.</source>
      <translation>Cliquez dans la structure ou quittez avec Échap.</translation>
    </message>
    <message>
      <source>The outline is empty: there is nothing to keep.</source>
      <translation>Le contour est vide : rien à garder.</translation>
    </message>
    <message>
      <source>Mark the inside, or leave with Escape.</source>
      <translation>Marquez le dedans ou quittez avec Échap.</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>Arrêté.</translation>
    </message>
    <message>
      <source>The mark stays: mark again, or take it back.</source>
      <translation>La marque reste : marquez encore ou reprenez-la.</translation>
    </message>
    <message>
      <source>Radiomics</source>
      <translation>Radiomique</translation>
    </message>
    <message>
      <source>No segment is in hand.</source>
      <translation>Aucun segment n'est en main.</translation>
    </message>
    <message>
      <source>Click its name in the list.</source>
      <translation>Cliquez sur son nom dans la liste.</translation>
    </message>
    <message>
      <source>No segments are on the images.</source>
      <translation>Il n'y a pas de segments sur les images.</translation>
    </message>
    <message>
      <source>Segments on the clipboard, as a table: {count}.</source>
      <translation>Segments dans le presse-papiers, sous forme de tableau : {count}.</translation>
    </message>
    <message>
      <source>Measure on them by hand.</source>
      <translation>Mesurez-les à la main.</translation>
    </message>
    <message>
      <source>There is no report that could be changed.</source>
      <translation>Il n'y a pas de compte rendu qui puisse être changé.</translation>
    </message>
    <message>
      <source>Draft it (Ctrl+D), or start an addendum.</source>
      <translation>Rédigez-le (Ctrl+D) ou commencez un addendum.</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) or in two directions (Shift+R), then press F.</source>
      <translation>Mesurez avec la règle (R) ou en deux directions (Maj+R), puis appuyez sur F.</translation>
    </message>
    <message>
      <source>Undo, or reject one of them.</source>
      <translation>Annulez ou rejetez l'un d'eux.</translation>
    </message>
    <message>
      <source>Its value can be copied with the table.</source>
      <translation>Sa valeur peut être copiée avec le tableau.</translation>
    </message>
    <message>
      <source>Measurements on the clipboard, as a table: {count}.</source>
      <translation>Mesures dans le presse-papiers, sous forme de tableau : {count}.</translation>
    </message>
    <message>
      <source>It is a finding already.</source>
      <translation>C'est déjà une constatation.</translation>
    </message>
    <message>
      <source>What is selected has no size.</source>
      <translation>L'élément sélectionné n'a pas de taille.</translation>
    </message>
    <message>
      <source>There is no size that is not a finding yet.</source>
      <translation>Aucune taille n'est encore sans constatation.</translation>
    </message>
    <message>
      <source>This may be the {finding} already listed.</source>
      <translation>Il s'agit peut-être du constat déjà listé : {finding}.</translation>
    </message>
    <message>
      <source>There is no size or angle to report: {kind}.</source>
      <translation>Pas de taille ni d'angle pour le compte rendu : {kind}.</translation>
    </message>
    <message>
      <source>Add a model pack from a file</source>
      <translation>Ajouter un paquet de modèle depuis un fichier</translation>
    </message>
    <message>
      <source>A folder of cases with references</source>
      <translation>Un dossier de cas avec références</translation>
    </message>
    <message>
      <source>Accept the model</source>
      <translation>Accepter le modèle</translation>
    </message>
    <message>
      <source>Remove the model</source>
      <translation>Retirer le modèle</translation>
    </message>
    <message>
      <source>Add a model pack from a folder</source>
      <translation>Ajouter un paquet de modèle depuis un dossier</translation>
    </message>
    <message>
      <source>Install it marked so</source>
      <translation>L'installer ainsi marqué</translation>
    </message>
    <message>
      <source>No series is open.</source>
      <translation>Aucune série n'est ouverte.</translation>
    </message>
    <message>
      <source>Open a study first.</source>
      <translation>Ouvrez d'abord un examen.</translation>
    </message>
    <message>
      <source>See Help, Models.</source>
      <translation>Voir Aide, Modèles.</translation>
    </message>
    <message>
      <source>No lungs were found by this model in this series.</source>
      <translation>Ce modèle n'a pas trouvé de poumons dans cette série.</translation>
    </message>
    <message>
      <source>Lung nodules are looked for inside lungs.</source>
      <translation>Les nodules pulmonaires sont cherchés dans les poumons.</translation>
    </message>
    <message>
      <source>made for: {parts}</source>
      <translation>fait pour : {parts}</translation>
    </message>
    <message>
      <source>Bring segmentations along</source>
      <translation>Emporter les segmentations</translation>
    </message>
    <message>
      <source>Bring along</source>
      <translation>Emporter</translation>
    </message>
    <message>
      <source>More pictures of this series came after this was made: {names}.</source>
      <translation>D'autres images de la série sont arrivées après la création de : {names}.</translation>
    </message>
    <message>
      <source>Export the reformat to</source>
      <translation>Exporter le reformatage vers</translation>
    </message>
    <message>
      <source>Export the reformat</source>
      <translation>Exporter le reformatage</translation>
    </message>
    <message>
      <source>Lay the plane along the line flat</source>
      <translation>Dérouler le plan le long de la ligne</translation>
    </message>
    <message>
      <source>Values over time</source>
      <translation>Valeurs dans le temps</translation>
    </message>
    <message>
      <source>No line is selected.</source>
      <translation>Aucune ligne n'est sélectionnée.</translation>
    </message>
    <message>
      <source>Draw one of several points (L), and select it.</source>
      <translation>Dessinez-en une de plusieurs points (L) et sélectionnez-la.</translation>
    </message>
    <message>
      <source>Follow the line</source>
      <translation>Suivre la ligne</translation>
    </message>
    <message>
      <source>1 picture is in {folder}.</source>
      <translation>1 image est dans {folder}.</translation>
    </message>
    <message>
      <source>{count} pictures are in {folder}.</source>
      <translation>{count} images se trouvent dans {folder}.</translation>
    </message>
    <message>
      <source>Export to</source>
      <translation>Exporter vers</translation>
    </message>
    <message>
      <source>Export the corrections of drafts</source>
      <translation>Exporter les corrections des brouillons</translation>
    </message>
    <message>
      <source>Put the cursor into a sentence of the report first.</source>
      <translation>Placez d'abord le curseur dans une phrase du compte rendu.</translation>
    </message>
    <message>
      <source>Nothing was measured on an accepted finding.</source>
      <translation>Rien n'a été mesuré sur un constat accepté.</translation>
    </message>
    <message>
      <source>Measure one and accept it, then try again.</source>
      <translation>Mesurez-en un, acceptez-le, puis réessayez.</translation>
    </message>
    <message>
      <source>Draft and final text of 1 signed report, without names and dates; pairs of sentences: {pairs}</source>
      <translation>Brouillon et texte final de 1 compte rendu signé, sans noms ni dates ; paires de phrases : {pairs}</translation>
    </message>
    <message>
      <source>Draft and final text of {count} signed reports, without names and dates; pairs of sentences: {pairs}</source>
      <translation>Brouillon et texte final de {count} comptes rendus signés, sans noms ni dates ; paires de phrases : {pairs}</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back?</source>
      <translation>Qui a été prévenu, comment, et cela a-t-il été répété ?</translation>
    </message>
    <message>
      <source>This report has no critical result.</source>
      <translation>Ce compte rendu ne contient aucun résultat critique.</translation>
    </message>
    <message>
      <source>The list is resources/terms/critical.toml.</source>
      <translation>La liste est resources/terms/critical.toml.</translation>
    </message>
    <message>
      <source>Signed.</source>
      <translation>Signé.</translation>
    </message>
    <message>
      <source>Ctrl+Shift+C copies it as text; Ctrl+E writes PDF and DICOM.</source>
      <translation>Ctrl+Maj+C le copie comme texte ; Ctrl+E écrit PDF et DICOM.</translation>
    </message>
    <message>
      <source>The signed report is on the clipboard.</source>
      <translation>Le compte rendu signé est dans le presse-papiers.</translation>
    </message>
    <message>
      <source>Open the study and wait for its images first.</source>
      <translation>Ouvrez l'examen et attendez d'abord ses images.</translation>
    </message>
    <message>
      <source>No finding is accepted, so the report says that nothing was found.</source>
      <translation>Aucun constat n'est accepté, le compte rendu dit donc que rien n'a été trouvé.</translation>
    </message>
    <message>
      <source>Accept findings with Space.</source>
      <translation>Acceptez les constats avec Espace.</translation>
    </message>
    <message>
      <source>Nothing stands in the way of signing.</source>
      <translation>Rien n'empêche de signer.</translation>
    </message>
    <message>
      <source>Segments share voxels: each is whole in one of several NIfTI files.</source>
      <translation>Des segments partagent des voxels : chacun est entier dans l'un de plusieurs fichiers NIfTI.</translation>
    </message>
    <message>
      <source>Files to be written: {files}.</source>
      <translation>Fichiers à écrire : {files}.</translation>
    </message>
    <message>
      <source>The file is not valid.</source>
      <translation>Le fichier n'est pas valide.</translation>
    </message>
    <message>
      <source>{wrong} of {count} files are not valid.</source>
      <translation>{wrong} fichiers sur {count} ne sont pas valides.</translation>
    </message>
    <message>
      <source>{reasons} They are in {folder}.</source>
      <translation>{reasons} Ils se trouvent dans {folder}.</translation>
    </message>
    <message>
      <source>1 file written and read back:</source>
      <translation>1 fichier écrit et relu :</translation>
    </message>
    <message>
      <source>{count} files written and read back:</source>
      <translation>{count} fichiers écrits et relus :</translation>
    </message>
    <message>
      <source>What was found, and where?</source>
      <translation>Qu'a-t-on trouvé, et où ?</translation>
    </message>
    <message>
      <source>What is this segment?</source>
      <translation>Qu'est ce segment ?</translation>
    </message>
    <message>
      <source>Which values is it to hold instead of what it holds? From, to</source>
      <translation>Quelles valeurs doit-il contenir à la place de son contenu ? De, à</translation>
    </message>
    <message>
      <source>Otsu's threshold</source>
      <translation>Seuil d'Otsu</translation>
    </message>
    <message>
      <source>Remove islands smaller than how many ml?</source>
      <translation>Retirer les îlots de moins de combien de ml ?</translation>
    </message>
    <message>
      <source>Split islands</source>
      <translation>Séparer les îlots</translation>
    </message>
    <message>
      <source>How many millimetres larger? With a minus, smaller</source>
      <translation>De combien de millimètres plus grand ? Avec un moins, plus petit</translation>
    </message>
    <message>
      <source>How many millimetres thick is the wall?</source>
      <translation>Quelle est l'épaisseur de la paroi en millimètres ?</translation>
    </message>
    <message>
      <source>Measure the segments</source>
      <translation>Mesurer les segments</translation>
    </message>
    <message>
      <source>Grow a region</source>
      <translation>Faire croître une région</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Seuil</translation>
    </message>
    <message>
      <source>Remove small islands</source>
      <translation>Retirer les petits îlots</translation>
    </message>
    <message>
      <source>Margin</source>
      <translation>Marge</translation>
    </message>
    <message>
      <source>Hollow</source>
      <translation>Évider</translation>
    </message>
    <message>
      <source>Over how many millimetres?</source>
      <translation>Sur combien de millimètres ?</translation>
    </message>
    <message>
      <source>There is no other segment to combine it with.</source>
      <translation>Il n'y a pas d'autre segment à combiner.</translation>
    </message>
    <message>
      <source>Click its name in the list, or begin a new one.</source>
      <translation>Cliquez son nom dans la liste ou commencez-en un.</translation>
    </message>
    <message>
      <source>The segment now holds all above {value}.</source>
      <translation>Le segment contient maintenant tout ce qui dépasse {value}.</translation>
    </message>
    <message>
      <source>Fill holes</source>
      <translation>Boucher les trous</translation>
    </message>
    <message>
      <source>Smooth</source>
      <translation>Lisser</translation>
    </message>
    <message>
      <source>Fill between slices</source>
      <translation>Remplir entre les coupes</translation>
    </message>
    <message>
      <source>Undo it and let values differ less, or set the reach higher.</source>
      <translation>Annulez et autorisez moins d'écart, ou augmentez la portée.</translation>
    </message>
    <message>
      <source>The template requires this line.</source>
      <translation>Le modèle exige cette ligne.</translation>
    </message>
    <message>
      <source>Write there that it does not apply, if so.</source>
      <translation>Si elle ne s'applique pas, écrivez-le.</translation>
    </message>
    <message>
      <source>Read the mask</source>
      <translation>Lire le masque</translation>
    </message>
    <message>
      <source>The file names no mask: frame 1 is subtracted.</source>
      <translation>Le fichier n'indique aucun masque : l'image 1 est soustraite.</translation>
    </message>
    <message>
      <source>Another frame becomes the mask by its own command in the menu View, Films.</source>
      <translation>Une autre image devient le masque par sa commande du menu Affichage, Films.</translation>
    </message>
    <message>
      <source>Read the elements</source>
      <translation>Lire les éléments</translation>
    </message>
    <message>
      <source>Import segments (NRRD or NIfTI label map, STL surfaces)</source>
      <translation>Importer des segments (carte d'étiquettes NRRD ou NIfTI, surfaces STL)</translation>
    </message>
    <message>
      <source>Import segments</source>
      <translation>Importer des segments</translation>
    </message>
    <message>
      <source>Several label maps cannot be imported at once.</source>
      <translation>Plusieurs cartes d'étiquettes ne peuvent pas être importées à la fois.</translation>
    </message>
    <message>
      <source>Choose one of them, or several STL surfaces.</source>
      <translation>Choisissez-en une, ou plusieurs surfaces STL.</translation>
    </message>
    <message>
      <source>DICOM segmentations and structure sets are imported as files of the study.</source>
      <translation>Les segmentations DICOM et les jeux de structures sont importés comme fichiers de l'examen.</translation>
    </message>
    <message>
      <source>1 segment of {name} is on the pictures.</source>
      <translation>1 segment de {name} est sur les images.</translation>
    </message>
    <message>
      <source>{count} segments of {name} are on the pictures.</source>
      <translation>{count} segments de {name} sont sur les images.</translation>
    </message>
    <message>
      <source>This template has no structures to be marked as reviewed.</source>
      <translation>Ce modèle n'a pas de structure à marquer comme examinée.</translation>
    </message>
    <message>
      <source>Choose another template in the menu Report.</source>
      <translation>Choisissez un autre modèle dans le menu Compte rendu.</translation>
    </message>
    <message>
      <source>Nothing is left to fill in.</source>
      <translation>Il ne reste rien à remplir.</translation>
    </message>
    <message>
      <source>Moving picture (GIF)</source>
      <translation>Image animée (GIF)</translation>
    </message>
    <message>
      <source>turns without end, for slides and messages</source>
      <translation>tourne sans fin, pour diapositives et messages</translation>
    </message>
    <message>
      <source>Film (AVI)</source>
      <translation>Vidéo (AVI)</translation>
    </message>
    <message>
      <source>three turns, for players of films</source>
      <translation>trois tours, pour les lecteurs vidéo</translation>
    </message>
    <message>
      <source>Export the turntable to</source>
      <translation>Exporter la rotation vers</translation>
    </message>
    <message>
      <source>Export the turntable</source>
      <translation>Exporter la rotation</translation>
    </message>
    <message>
      <source>There are no visible segments.</source>
      <translation>Il n'y a pas de segments visibles.</translation>
    </message>
    <message>
      <source>Segment the series, or show the segments (G).</source>
      <translation>Segmentez la série ou montrez les segments (G).</translation>
    </message>
    <message>
      <source>The scissors took nothing away.</source>
      <translation>Les ciseaux n'ont rien ôté.</translation>
    </message>
    <message>
      <source>There is no volume to show in 3D.</source>
      <translation>Il n'y a pas de volume à montrer en 3D.</translation>
    </message>
    <message>
      <source>Open a series of slices.</source>
      <translation>Ouvrez une série de coupes.</translation>
    </message>
    <message>
      <source>3D is not there yet.</source>
      <translation>La 3D n'est pas encore là.</translation>
    </message>
    <message>
      <source>Show the 3D view (M) and wait a moment.</source>
      <translation>Montrez la vue 3D (M) et attendez un peu.</translation>
    </message>
    <message>
      <source>One turn is in {path}.</source>
      <translation>Un tour se trouve dans {path}.</translation>
    </message>
    <message>
      <source>Keys 1, 2 and 0 work here.</source>
      <translation>Ici servent les touches 1, 2 et 0.</translation>
    </message>
    <message>
      <source>The file has no other window.</source>
      <translation>Le fichier n'a pas d'autre fenêtre.</translation>
    </message>
    <message>
      <source>The number keys have more.</source>
      <translation>Les touches des chiffres en ont plus.</translation>
    </message>
    <message>
      <source>CT in stored values</source>
      <translation>TDM en valeurs stockées</translation>
    </message>
    <message>
      <source>not CT</source>
      <translation>pas une TDM</translation>
    </message>
    <message>
      <source>Key {key} is a window in Hounsfield units; this is {unit}.</source>
      <translation>La touche {key} est une fenêtre en unités Hounsfield ; ceci est : {unit}.</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Fenêtre</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Couleurs</translation>
    </message>
    <message>
      <source>Films</source>
      <translation>Films</translation>
    </message>
    <message>
      <source>Reformats</source>
      <translation>Reformatages</translation>
    </message>
    <message>
      <source>Fusion</source>
      <translation>Fusion</translation>
    </message>
    <message>
      <source>Panels</source>
      <translation>Panneaux</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>Examen</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>Édition</translation>
    </message>
    <message>
      <source>View</source>
      <translation>Affichage</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>Mesurer</translation>
    </message>
    <message>
      <source>3D</source>
      <translation>3D</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Aide</translation>
    </message>
    <message>
      <source>Start the decoders</source>
      <translation>Démarrer les décodeurs</translation>
    </message>
    <message>
      <source>Back up the library</source>
      <translation>Sauvegarder la bibliothèque</translation>
    </message>
    <message>
      <source>Open one from the worklist.</source>
      <translation>Ouvrez-en un depuis la liste de travail.</translation>
    </message>
    <message>
      <source>Stopped: {what}.</source>
      <translation>Arrêté : {what}.</translation>
    </message>
    <message>
      <source>How much of the colour is seen</source>
      <translation>Combien de la couleur se voit</translation>
    </message>
    <message>
      <source>{name} view</source>
      <translation>vue {name}</translation>
    </message>
    <message>
      <source>{count} volumes</source>
      <translation>volumes : {count}</translation>
    </message>
    <message>
      <source>Series</source>
      <translation>Série</translation>
    </message>
    <message>
      <source>ruler</source>
      <translation>règle</translation>
    </message>
    <message>
      <source>polyline</source>
      <translation>polyligne</translation>
    </message>
    <message>
      <source>bidirectional</source>
      <translation>deux directions</translation>
    </message>
    <message>
      <source>angle</source>
      <translation>angle</translation>
    </message>
    <message>
      <source>cobb angle</source>
      <translation>angle de Cobb</translation>
    </message>
    <message>
      <source>rectangle</source>
      <translation>rectangle</translation>
    </message>
    <message>
      <source>ellipse</source>
      <translation>ellipse</translation>
    </message>
    <message>
      <source>freehand</source>
      <translation>main levée</translation>
    </message>
    <message>
      <source>spline</source>
      <translation>spline</translation>
    </message>
    <message>
      <source>livewire</source>
      <translation>live wire</translation>
    </message>
    <message>
      <source>arrow</source>
      <translation>flèche</translation>
    </message>
    <message>
      <source>text</source>
      <translation>texte</translation>
    </message>
    <message>
      <source>probe</source>
      <translation>valeur</translation>
    </message>
    <message>
      <source>vertebra</source>
      <translation>vertèbre</translation>
    </message>
    <message>
      <source>calibration</source>
      <translation>calibration</translation>
    </message>
    <message>
      <source>brush</source>
      <translation>pinceau</translation>
    </message>
    <message>
      <source>eraser</source>
      <translation>gomme</translation>
    </message>
    <message>
      <source>scissors</source>
      <translation>ciseaux</translation>
    </message>
    <message>
      <source>grow region</source>
      <translation>croître région</translation>
    </message>
    <message>
      <source>fill region</source>
      <translation>remplir région</translation>
    </message>
    <message>
      <source>turn planes</source>
      <translation>tourner les plans</translation>
    </message>
    <message>
      <source>select</source>
      <translation>sélectionner</translation>
    </message>
    <message>
      <source>crosshair</source>
      <translation>réticule</translation>
    </message>
    <message>
      <source>window level</source>
      <translation>fenêtrage</translation>
    </message>
    <message>
      <source>region window</source>
      <translation>fenêtre de région</translation>
    </message>
    <message>
      <source>pan</source>
      <translation>déplacer</translation>
    </message>
    <message>
      <source>zoom</source>
      <translation>agrandir</translation>
    </message>
    <message>
      <source>scroll</source>
      <translation>parcourir</translation>
    </message>
    <message>
      <source>CPU ray casting</source>
      <translation>lancer de rayons CPU</translation>
    </message>
    <message>
      <source>scissors: draw around what goes</source>
      <translation>ciseaux : entourez ce qui part</translation>
    </message>
    <message>
      <source>coarse</source>
      <translation>grossier</translation>
    </message>
    <message>
      <source>gap {size} mm</source>
      <translation>écart {size} mm</translation>
    </message>
    <message>
      <source>{count} y</source>
      <translation>{count} ans</translation>
    </message>
    <message>
      <source>{count} mo</source>
      <translation>{count} mois</translation>
    </message>
    <message>
      <source>thickness {size} mm</source>
      <translation>épaisseur {size} mm</translation>
    </message>
    <message>
      <source>step {size} mm</source>
      <translation>pas {size} mm</translation>
    </message>
    <message>
      <source>no name</source>
      <translation>sans nom</translation>
    </message>
    <message>
      <source>lossy</source>
      <translation>avec pertes</translation>
    </message>
    <message>
      <source>as acquired</source>
      <translation>tel qu'acquis</translation>
    </message>
    <message>
      <source>resampled</source>
      <translation>rééchantillonné</translation>
    </message>
    <message>
      <source>Frame</source>
      <translation>Image</translation>
    </message>
    <message>
      <source>colour</source>
      <translation>couleur</translation>
    </message>
    <message>
      <source>contrast</source>
      <translation>contraste</translation>
    </message>
    <message>
      <source>oblique</source>
      <translation>oblique</translation>
    </message>
    <message>
      <source>mirrored</source>
      <translation>en miroir</translation>
    </message>
    <message>
      <source>stored {number}</source>
      <translation>enregistré {number}</translation>
    </message>
    <message>
      <source>value {number}</source>
      <translation>valeur {number}</translation>
    </message>
    <message>
      <source>padding: no picture</source>
      <translation>remplissage : pas d'image</translation>
    </message>
    <message>
      <source>shade {number} of 255</source>
      <translation>gris {number} sur 255</translation>
    </message>
    <message>
      <source>column {number}</source>
      <translation>colonne {number}</translation>
    </message>
    <message>
      <source>row {number}</source>
      <translation>ligne {number}</translation>
    </message>
    <message>
      <source>hot iron</source>
      <translation>fer chaud</translation>
    </message>
    <message>
      <source>PET</source>
      <translation>PET</translation>
    </message>
    <message>
      <source>PET 20 step</source>
      <translation>PET en 20 paliers</translation>
    </message>
    <message>
      <source>hot metal blue</source>
      <translation>métal chaud bleu</translation>
    </message>
    <message>
      <source>rainbow</source>
      <translation>arc-en-ciel</translation>
    </message>
    <message>
      <source>spring</source>
      <translation>printemps</translation>
    </message>
    <message>
      <source>summer</source>
      <translation>été</translation>
    </message>
    <message>
      <source>fall</source>
      <translation>automne</translation>
    </message>
    <message>
      <source>winter</source>
      <translation>hiver</translation>
    </message>
    <message>
      <source>{lowest} to {highest}</source>
      <translation>{lowest} à {highest}</translation>
    </message>
    <message>
      <source>colour: no value</source>
      <translation>couleur : pas de valeur</translation>
    </message>
    <message>
      <source>minus frame {numbers}</source>
      <translation>moins image {numbers}</translation>
    </message>
    <message>
      <source>mean {value}</source>
      <translation>moyenne {value}</translation>
    </message>
    <message>
      <source>not subtracted</source>
      <translation>non soustraite</translation>
    </message>
    <message>
      <source>mask moved {right} / {down} px</source>
      <translation>masque déplacé {right} / {down} px</translation>
    </message>
    <message>
      <source>colour: no values</source>
      <translation>couleur : pas de valeurs</translation>
    </message>
    <message>
      <source>peak {value}</source>
      <translation>pic {value}</translation>
    </message>
    <message>
      <source>max {value}</source>
      <translation>max. {value}</translation>
    </message>
    <message>
      <source>left button, drag</source>
      <translation>bouton gauche, glisser</translation>
    </message>
    <message>
      <source>the tool in hand (a click without one selects, or moves the crosshair)</source>
      <translation>l'outil en main (un clic sans outil sélectionne ou déplace le réticule)</translation>
    </message>
    <message>
      <source>turn the body</source>
      <translation>tourner le corps</translation>
    </message>
    <message>
      <source>right button, drag</source>
      <translation>bouton droit, glisser</translation>
    </message>
    <message>
      <source>window and level</source>
      <translation>fenêtrage</translation>
    </message>
    <message>
      <source>magnify</source>
      <translation>agrandir</translation>
    </message>
    <message>
      <source>middle button, drag</source>
      <translation>bouton du milieu, glisser</translation>
    </message>
    <message>
      <source>move the picture</source>
      <translation>déplacer l'image</translation>
    </message>
    <message>
      <source>wheel</source>
      <translation>molette</translation>
    </message>
    <message>
      <source>through the pictures</source>
      <translation>à travers les images</translation>
    </message>
    <message>
      <source>wheel + control</source>
      <translation>molette + Ctrl</translation>
    </message>
    <message>
      <source>wheel + shift</source>
      <translation>molette + Maj</translation>
    </message>
    <message>
      <source>a larger or smaller brush</source>
      <translation>un pinceau plus grand ou plus petit</translation>
    </message>
    <message>
      <source>wheel + control + shift</source>
      <translation>molette + Ctrl + Maj</translation>
    </message>
    <message>
      <source>a thicker or thinner slab</source>
      <translation>un bloc plus épais ou plus fin</translation>
    </message>
    <message>
      <source>left button, double click</source>
      <translation>bouton gauche, double clic</translation>
    </message>
    <message>
      <source>one view, or all four again</source>
      <translation>une vue ou de nouveau les quatre</translation>
    </message>
    <message>
      <source>supported</source>
      <translation>étayé</translation>
    </message>
    <message>
      <source>unsupported</source>
      <translation>non étayé</translation>
    </message>
    <message>
      <source>contradicted</source>
      <translation>contredit</translation>
    </message>
    <message>
      <source>not checkable</source>
      <translation>invérifiable</translation>
    </message>
    <message>
      <source>Draft report</source>
      <translation>Rédiger le compte rendu</translation>
    </message>
    <message>
      <source>Edit sentence</source>
      <translation>Modifier la phrase</translation>
    </message>
    <message>
      <source>Add sentence</source>
      <translation>Ajouter une phrase</translation>
    </message>
    <message>
      <source>Remove sentence</source>
      <translation>Retirer la phrase</translation>
    </message>
    <message>
      <source>Check sentence</source>
      <translation>Vérifier la phrase</translation>
    </message>
    <message>
      <source>Start addendum</source>
      <translation>Commencer un addendum</translation>
    </message>
    <message>
      <source>Sign report</source>
      <translation>Signer le compte rendu</translation>
    </message>
    <message>
      <source>Insert a key image</source>
      <translation>Insérer une image clé</translation>
    </message>
    <message>
      <source>Bring back a version of the report</source>
      <translation>Reprendre une version du compte rendu</translation>
    </message>
    <message>
      <source>checked</source>
      <translation>vérifiée</translation>
    </message>
    <message>
      <source>own words</source>
      <translation>mots du lecteur</translation>
    </message>
    <message>
      <source>imported</source>
      <translation>importé</translation>
    </message>
    <message>
      <source>reading</source>
      <translation>en lecture</translation>
    </message>
    <message>
      <source>drafted</source>
      <translation>rédigé</translation>
    </message>
    <message>
      <source>signed</source>
      <translation>signé</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>inconnu</translation>
    </message>
    <message>
      <source>new</source>
      <translation>nouvelle</translation>
    </message>
    <message>
      <source>larger</source>
      <translation>plus grande</translation>
    </message>
    <message>
      <source>stable</source>
      <translation>stable</translation>
    </message>
    <message>
      <source>smaller</source>
      <translation>plus petite</translation>
    </message>
    <message>
      <source>resolved</source>
      <translation>disparue</translation>
    </message>
    <message>
      <source>not comparable</source>
      <translation>non comparable</translation>
    </message>
    <message>
      <source>soft tissue</source>
      <translation>tissus mous</translation>
    </message>
    <message>
      <source>lung</source>
      <translation>poumon</translation>
    </message>
    <message>
      <source>bone</source>
      <translation>os</translation>
    </message>
    <message>
      <source>brain</source>
      <translation>cerveau</translation>
    </message>
    <message>
      <source>liver</source>
      <translation>foie</translation>
    </message>
    <message>
      <source>mediastinum</source>
      <translation>médiastin</translation>
    </message>
    <message>
      <source>angio</source>
      <translation>angio</translation>
    </message>
    <message>
      <source>stroke</source>
      <translation>AVC</translation>
    </message>
    <message>
      <source>full</source>
      <translation>complet</translation>
    </message>
    <message>
      <source>of a region</source>
      <translation>d'une région</translation>
    </message>
    <message>
      <source>all of this picture</source>
      <translation>toute l'image</translation>
    </message>
    <message>
      <source>1 to 99 %</source>
      <translation>1 à 99 %</translation>
    </message>
    <message>
      <source>inverted</source>
      <translation>inversé</translation>
    </message>
    <message>
      <source>inverse grey</source>
      <translation>gris inversé</translation>
    </message>
    <message>
      <source>linked</source>
      <translation>lié</translation>
    </message>
    <message>
      <source>linked by picture</source>
      <translation>lié par image</translation>
    </message>
    <message>
      <source>linked as they stood</source>
      <translation>liés tels quels</translation>
    </message>
    <message>
      <source>window</source>
      <translation>fenêtre</translation>
    </message>
    <message>
      <source>no mm: lengths in pixels</source>
      <translation>pas de mm : longueurs en pixels</translation>
    </message>
    <message>
      <source>≈ mm on the detector</source>
      <translation>≈ mm sur le détecteur</translation>
    </message>
    <message>
      <source>≈ mm by magnification factor</source>
      <translation>≈ mm selon le facteur d'agrandissement</translation>
    </message>
    <message>
      <source>mm from Pixel Spacing</source>
      <translation>mm d'après Pixel Spacing</translation>
    </message>
    <message>
      <source>axial</source>
      <translation>axiale</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>coronale</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>sagittale</translation>
    </message>
    <message>
      <source>picture</source>
      <translation>image</translation>
    </message>
    <message>
      <source>3D is being made.</source>
      <translation>La 3D est en préparation.</translation>
    </message>
    <message>
      <source>3D takes longer than usual: the computer is busy. Click here to stop it.</source>
      <translation>La 3D prend plus de temps que d'habitude : l'ordinateur est occupé. Cliquez ici pour l'arrêter.</translation>
    </message>
    <message>
      <source>3D was stopped. Click here to make it.</source>
      <translation>La 3D a été arrêtée. Cliquez ici pour la créer.</translation>
    </message>
    <message>
      <source>3D stopped twice on this series and is off for it. The slices are not touched. Click here to try again.</source>
      <translation>La 3D s'est interrompue deux fois sur cette série et y est désactivée. Les coupes ne sont pas touchées. Cliquez ici pour réessayer.</translation>
    </message>
    <message>
      <source>any use; keep the licence text with copies</source>
      <translation>tout usage ; gardez le texte de la licence avec les copies</translation>
    </message>
    <message>
      <source>experimental: not accepted at this site</source>
      <translation>expérimental : non accepté sur ce site</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Lieu</translation>
    </message>
    <message>
      <source>Distances</source>
      <translation>Distances</translation>
    </message>
    <message>
      <source>This organ</source>
      <translation>Cet organe</translation>
    </message>
    <message>
      <source>head</source>
      <translation>tête</translation>
    </message>
    <message>
      <source>neck</source>
      <translation>cou</translation>
    </message>
    <message>
      <source>chest</source>
      <translation>thorax</translation>
    </message>
    <message>
      <source>abdomen</source>
      <translation>ventre</translation>
    </message>
    <message>
      <source>legs</source>
      <translation>jambes</translation>
    </message>
    <message>
      <source>upper third</source>
      <translation>tiers supérieur</translation>
    </message>
    <message>
      <source>middle third</source>
      <translation>tiers moyen</translation>
    </message>
    <message>
      <source>lower third</source>
      <translation>tiers inférieur</translation>
    </message>
    <message>
      <source>definite</source>
      <translation>certain</translation>
    </message>
    <message>
      <source>probable</source>
      <translation>vraisemblable</translation>
    </message>
    <message>
      <source>possible</source>
      <translation>envisageable</translation>
    </message>
    <message>
      <source>Bidirectional</source>
      <translation>Bidirectionnel</translation>
    </message>
    <message>
      <source>Polyline</source>
      <translation>Ligne brisée</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>Région</translation>
    </message>
    <message>
      <source>Spline</source>
      <translation>Courbe spline</translation>
    </message>
    <message>
      <source>Probe</source>
      <translation>Sonde</translation>
    </message>
    <message>
      <source>Text note</source>
      <translation>Note de texte</translation>
    </message>
    <message>
      <source>Spine label</source>
      <translation>Nom de vertèbre</translation>
    </message>
    <message>
      <source>Calibration</source>
      <translation>Calibrage</translation>
    </message>
    <message>
      <source>series</source>
      <translation>série</translation>
    </message>
    <message>
      <source>vessels</source>
      <translation>vaisseaux</translation>
    </message>
    <message>
      <source>skin</source>
      <translation>peau</translation>
    </message>
    <message>
      <source>uptake</source>
      <translation>captation</translation>
    </message>
    <message>
      <source>MR tissue</source>
      <translation>tissu IRM</translation>
    </message>
    <message>
      <source>MR vessels</source>
      <translation>vaisseaux IRM</translation>
    </message>
    <message>
      <source>3D stopped and was started again</source>
      <translation>La 3D s'est arrêtée et a été relancée</translation>
    </message>
    <message>
      <source>corrected</source>
      <translation>corrigé</translation>
    </message>
    <message>
      <source>passively accepted</source>
      <translation>repris sans examen</translation>
    </message>
    <message>
      <source>not attested</source>
      <translation>non évalué</translation>
    </message>
    <message>
      <source>within minutes</source>
      <translation>dans les minutes</translation>
    </message>
    <message>
      <source>within hours</source>
      <translation>dans les heures</translation>
    </message>
    <message>
      <source>within days</source>
      <translation>dans les jours</translation>
    </message>
  </context>
</TS>
