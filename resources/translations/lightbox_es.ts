<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
  <context>
    <name>Lightbox</name>
    <message>
      <source>Import folder</source>
      <translation>Importar carpeta</translation>
    </message>
    <message>
      <source>Import files or zip</source>
      <translation>Importar archivos o zip</translation>
    </message>
    <message>
      <source>Load the demonstration study</source>
      <translation>Cargar el estudio de demostración</translation>
    </message>
    <message>
      <source>What the last import refused or found odd</source>
      <translation>Lo que la última importación rechazó o encontró raro</translation>
    </message>
    <message>
      <source>Patients who may be one</source>
      <translation>Pacientes que pueden ser uno</translation>
    </message>
    <message>
      <source>The study is of another patient</source>
      <translation>El estudio es de otro paciente</translation>
    </message>
    <message>
      <source>Open the selected study</source>
      <translation>Abrir el estudio seleccionado</translation>
    </message>
    <message>
      <source>Worklist</source>
      <translation>Lista de trabajo</translation>
    </message>
    <message>
      <source>Search studies</source>
      <translation>Buscar estudios</translation>
    </message>
    <message>
      <source>What the study takes on disk</source>
      <translation>Lo que el estudio ocupa en disco</translation>
    </message>
    <message>
      <source>Archive the study to a folder</source>
      <translation>Archivar el estudio en una carpeta</translation>
    </message>
    <message>
      <source>Delete the study</source>
      <translation>Eliminar el estudio</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Salir</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Deshacer</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>Rehacer</translation>
    </message>
    <message>
      <source>Select and move the crosshair</source>
      <translation>Seleccionar y mover la cruz</translation>
    </message>
    <message>
      <source>Window and level</source>
      <translation>Ventana y nivel</translation>
    </message>
    <message>
      <source>Window from a region: drag a box</source>
      <translation>Ventana de una región: trazar un rectángulo</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>Desplazar</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>Ampliar</translation>
    </message>
    <message>
      <source>Scroll</source>
      <translation>Recorrer</translation>
    </message>
    <message>
      <source>Pointer left, faster while held</source>
      <translation>Puntero a la izquierda, más rápido si se mantiene</translation>
    </message>
    <message>
      <source>Pointer right, faster while held</source>
      <translation>Puntero a la derecha, más rápido si se mantiene</translation>
    </message>
    <message>
      <source>Pointer up, faster while held</source>
      <translation>Puntero arriba, más rápido si se mantiene</translation>
    </message>
    <message>
      <source>Pointer down, faster while held</source>
      <translation>Puntero abajo, más rápido si se mantiene</translation>
    </message>
    <message>
      <source>Press the left button at the pointer, or let it go</source>
      <translation>Pulsar el botón izquierdo en el puntero, o soltarlo</translation>
    </message>
    <message>
      <source>Ruler</source>
      <translation>Regla</translation>
    </message>
    <message>
      <source>Two directions at right angles (RECIST)</source>
      <translation>Dos direcciones en ángulo recto (RECIST)</translation>
    </message>
    <message>
      <source>Length along a line</source>
      <translation>Longitud a lo largo de una línea</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>Ángulo</translation>
    </message>
    <message>
      <source>Cobb angle</source>
      <translation>Ángulo de Cobb</translation>
    </message>
    <message>
      <source>Ellipse</source>
      <translation>Elipse</translation>
    </message>
    <message>
      <source>Rectangle</source>
      <translation>Rectángulo</translation>
    </message>
    <message>
      <source>Region by hand</source>
      <translation>Región a mano</translation>
    </message>
    <message>
      <source>Region through points (spline)</source>
      <translation>Región por puntos (spline)</translation>
    </message>
    <message>
      <source>Region along edges (live wire)</source>
      <translation>Región por los bordes (live wire)</translation>
    </message>
    <message>
      <source>Value at a point</source>
      <translation>Valor en un punto</translation>
    </message>
    <message>
      <source>Arrow</source>
      <translation>Flecha</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>Texto</translation>
    </message>
    <message>
      <source>Names of vertebrae</source>
      <translation>Nombres de las vértebras</translation>
    </message>
    <message>
      <source>Calibrate the picture by a known length</source>
      <translation>Calibrar la imagen con una longitud conocida</translation>
    </message>
    <message>
      <source>Take the last point away</source>
      <translation>Quitar el último punto</translation>
    </message>
    <message>
      <source>Finish what is being drawn</source>
      <translation>Terminar lo que se dibuja</translation>
    </message>
    <message>
      <source>Rename the measurement</source>
      <translation>Cambiar el nombre de la medición</translation>
    </message>
    <message>
      <source>Write the measurement into the report</source>
      <translation>Escribir la medición en el informe</translation>
    </message>
    <message>
      <source>Copy all measurements as a table</source>
      <translation>Copiar todas las mediciones como tabla</translation>
    </message>
    <message>
      <source>Window: from the file; SUV 0 to 10</source>
      <translation>Ventana: del archivo; SUV 0 a 10</translation>
    </message>
    <message>
      <source>Window: soft tissue; percentiles</source>
      <translation>Ventana: partes blandas; percentiles</translation>
    </message>
    <message>
      <source>Window: lung; SUV 0 to 5</source>
      <translation>Ventana: pulmón; SUV 0 a 5</translation>
    </message>
    <message>
      <source>Window: bone; SUV 0 to 7</source>
      <translation>Ventana: hueso; SUV 0 a 7</translation>
    </message>
    <message>
      <source>Window: brain; SUV 0 to 15</source>
      <translation>Ventana: cerebro; SUV 0 a 15</translation>
    </message>
    <message>
      <source>Window: liver; SUV 0 to 20</source>
      <translation>Ventana: hígado; SUV 0 a 20</translation>
    </message>
    <message>
      <source>Window: mediastinum; SUV 0 to 2.5</source>
      <translation>Ventana: mediastino; SUV 0 a 2,5</translation>
    </message>
    <message>
      <source>Window: angio; SUV 0 to 30</source>
      <translation>Ventana: angio; SUV 0 a 30</translation>
    </message>
    <message>
      <source>Window: stroke; SUV 0 to 50</source>
      <translation>Ventana: ictus; SUV 0 a 50</translation>
    </message>
    <message>
      <source>Window: full range</source>
      <translation>Ventana: rango completo</translation>
    </message>
    <message>
      <source>Window: all values of this picture</source>
      <translation>Ventana: todos los valores de esta imagen</translation>
    </message>
    <message>
      <source>Next window of the file</source>
      <translation>Siguiente ventana del archivo</translation>
    </message>
    <message>
      <source>Colours: grey</source>
      <translation>Colores: gris</translation>
    </message>
    <message>
      <source>Colours: hot iron</source>
      <translation>Colores: hierro candente (Hot Iron)</translation>
    </message>
    <message>
      <source>Colours: PET</source>
      <translation>Colores: PET</translation>
    </message>
    <message>
      <source>Colours: PET 20 step</source>
      <translation>Colores: PET en 20 pasos</translation>
    </message>
    <message>
      <source>Colours: hot metal blue</source>
      <translation>Colores: metal candente azul (Hot Metal Blue)</translation>
    </message>
    <message>
      <source>Colours: rainbow</source>
      <translation>Colores: arcoíris</translation>
    </message>
    <message>
      <source>Colours: spring</source>
      <translation>Colores: primavera</translation>
    </message>
    <message>
      <source>Colours: summer</source>
      <translation>Colores: verano</translation>
    </message>
    <message>
      <source>Colours: fall</source>
      <translation>Colores: otoño</translation>
    </message>
    <message>
      <source>Colours: winter</source>
      <translation>Colores: invierno</translation>
    </message>
    <message>
      <source>Reset the views</source>
      <translation>Restablecer las vistas</translation>
    </message>
    <message>
      <source>Next picture</source>
      <translation>Imagen siguiente</translation>
    </message>
    <message>
      <source>Previous picture</source>
      <translation>Imagen anterior</translation>
    </message>
    <message>
      <source>Ten pictures on</source>
      <translation>Diez imágenes adelante</translation>
    </message>
    <message>
      <source>Ten pictures back</source>
      <translation>Diez imágenes atrás</translation>
    </message>
    <message>
      <source>Next part of the series: phase, echo, time point, picture</source>
      <translation>Parte siguiente de la serie: fase, eco, tiempo, imagen</translation>
    </message>
    <message>
      <source>Part of the series before</source>
      <translation>Parte anterior de la serie</translation>
    </message>
    <message>
      <source>One view or all</source>
      <translation>Una vista o todas</translation>
    </message>
    <message>
      <source>Show or hide segments</source>
      <translation>Mostrar u ocultar los segmentos</translation>
    </message>
    <message>
      <source>Outlines only</source>
      <translation>Solo contornos</translation>
    </message>
    <message>
      <source>Show or hide marks and crosshair</source>
      <translation>Mostrar u ocultar marcas y cruz</translation>
    </message>
    <message>
      <source>Show or hide the presentation state</source>
      <translation>Mostrar u ocultar el estado de presentación</translation>
    </message>
    <message>
      <source>Show or hide what shutters cover</source>
      <translation>Mostrar u ocultar lo que tapan los obturadores</translation>
    </message>
    <message>
      <source>Show or hide drawings in the pictures (overlays of the file)</source>
      <translation>Mostrar u ocultar dibujos en las imágenes (superposiciones del archivo)</translation>
    </message>
    <message>
      <source>Magnifying glass at the pointer</source>
      <translation>Lupa en el puntero</translation>
    </message>
    <message>
      <source>Stored value, value and shade at the pointer</source>
      <translation>Valor almacenado, valor y gris en el puntero</translation>
    </message>
    <message>
      <source>True size: one millimetre is one millimetre on the screen</source>
      <translation>Tamaño real: un milímetro es un milímetro en la pantalla</translation>
    </message>
    <message>
      <source>DICOM elements of the picture</source>
      <translation>Elementos DICOM de la imagen</translation>
    </message>
    <message>
      <source>Mark the picture as a key image, or take the mark away</source>
      <translation>Marcar la imagen como imagen clave o quitar la marca</translation>
    </message>
    <message>
      <source>Mirror left and right</source>
      <translation>Reflejar izquierda y derecha</translation>
    </message>
    <message>
      <source>Mirror top and bottom</source>
      <translation>Reflejar arriba y abajo</translation>
    </message>
    <message>
      <source>Turn to the right by 90°</source>
      <translation>Girar 90° a la derecha</translation>
    </message>
    <message>
      <source>Turn to the left by 90°</source>
      <translation>Girar 90° a la izquierda</translation>
    </message>
    <message>
      <source>Next colour table: grey, hot iron, PET, ...</source>
      <translation>Siguiente tabla de colores: gris, hot iron, PET, ...</translation>
    </message>
    <message>
      <source>Invert</source>
      <translation>Invertir</translation>
    </message>
    <message>
      <source>Smooth or nearest pixels</source>
      <translation>Píxeles suavizados o más próximos</translation>
    </message>
    <message>
      <source>Drop the gesture, back to select</source>
      <translation>Abandonar el gesto, volver a seleccionar</translation>
    </message>
    <message>
      <source>Fold the series strip</source>
      <translation>Plegar la tira de series</translation>
    </message>
    <message>
      <source>Fold findings and segments</source>
      <translation>Plegar hallazgos y segmentos</translation>
    </message>
    <message>
      <source>Fold the report</source>
      <translation>Plegar el informe</translation>
    </message>
    <message>
      <source>Fold the running jobs</source>
      <translation>Plegar las tareas en curso</translation>
    </message>
    <message>
      <source>Next panel</source>
      <translation>Panel siguiente</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>Pantalla completa</translation>
    </message>
    <message>
      <source>Play the pictures, or stop</source>
      <translation>Reproducir las imágenes o parar</translation>
    </message>
    <message>
      <source>Play the times of the series, or stop</source>
      <translation>Reproducir los tiempos de la serie o parar</translation>
    </message>
    <message>
      <source>Play faster</source>
      <translation>Reproducir más rápido</translation>
    </message>
    <message>
      <source>Play slower</source>
      <translation>Reproducir más despacio</translation>
    </message>
    <message>
      <source>Play to and fro, or from the first again</source>
      <translation>Reproducir de ida y vuelta o desde el principio</translation>
    </message>
    <message>
      <source>Subtract the mask (DSA), or show the frames</source>
      <translation>Restar la máscara (DSA) o mostrar los fotogramas</translation>
    </message>
    <message>
      <source>This frame is the mask to subtract</source>
      <translation>Usar este fotograma como máscara</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the left</source>
      <translation>Mover la máscara un píxel a la izquierda</translation>
    </message>
    <message>
      <source>Move the mask a pixel to the right</source>
      <translation>Mover la máscara un píxel a la derecha</translation>
    </message>
    <message>
      <source>Move the mask a pixel up</source>
      <translation>Mover la máscara un píxel hacia arriba</translation>
    </message>
    <message>
      <source>Move the mask a pixel down</source>
      <translation>Mover la máscara un píxel hacia abajo</translation>
    </message>
    <message>
      <source>Three planes and 3D</source>
      <translation>Tres planos y 3D</translation>
    </message>
    <message>
      <source>Three planes</source>
      <translation>Tres planos</translation>
    </message>
    <message>
      <source>One viewer</source>
      <translation>Un visor</translation>
    </message>
    <message>
      <source>Two side by side</source>
      <translation>Dos en paralelo</translation>
    </message>
    <message>
      <source>Two, one above the other</source>
      <translation>Dos, uno sobre otro</translation>
    </message>
    <message>
      <source>Four viewers</source>
      <translation>Cuatro visores</translation>
    </message>
    <message>
      <source>Three side by side</source>
      <translation>Tres en paralelo</translation>
    </message>
    <message>
      <source>Six viewers</source>
      <translation>Seis visores</translation>
    </message>
    <message>
      <source>Nine viewers</source>
      <translation>Nueve visores</translation>
    </message>
    <message>
      <source>Pictures of this series, 2 x 2</source>
      <translation>Imágenes de esta serie, 2 x 2</translation>
    </message>
    <message>
      <source>Pictures of this series, 3 x 3</source>
      <translation>Imágenes de esta serie, 3 x 3</translation>
    </message>
    <message>
      <source>Pictures of this series, 4 x 5</source>
      <translation>Imágenes de esta serie, 4 x 5</translation>
    </message>
    <message>
      <source>Next viewer</source>
      <translation>Visor siguiente</translation>
    </message>
    <message>
      <source>Viewer before</source>
      <translation>Visor anterior</translation>
    </message>
    <message>
      <source>Newest prior beside</source>
      <translation>El estudio previo más reciente al lado</translation>
    </message>
    <message>
      <source>Choose a prior</source>
      <translation>Elegir un estudio previo</translation>
    </message>
    <message>
      <source>Second window, for another monitor</source>
      <translation>Segunda ventana, para otro monitor</translation>
    </message>
    <message>
      <source>Move this viewer to the other window</source>
      <translation>Mover este visor a la otra ventana</translation>
    </message>
    <message>
      <source>Scroll linked viewers together</source>
      <translation>Recorrer juntos los visores enlazados</translation>
    </message>
    <message>
      <source>Link viewers as they stand, or part them</source>
      <translation>Enlazar los visores como están o separarlos</translation>
    </message>
    <message>
      <source>Move and magnify viewers together</source>
      <translation>Mover y ampliar juntos los visores</translation>
    </message>
    <message>
      <source>One window for all viewers</source>
      <translation>Una ventana para todos los visores</translation>
    </message>
    <message>
      <source>Show or hide reference lines</source>
      <translation>Mostrar u ocultar líneas de referencia</translation>
    </message>
    <message>
      <source>Hang by a protocol</source>
      <translation>Disponer según un protocolo</translation>
    </message>
    <message>
      <source>Save this layout as hanging protocol</source>
      <translation>Guardar esta disposición como protocolo de presentación</translation>
    </message>
    <message>
      <source>Hanging protocols</source>
      <translation>Protocolos de presentación</translation>
    </message>
    <message>
      <source>Align with the prior</source>
      <translation>Alinear con el estudio previo</translation>
    </message>
    <message>
      <source>Align here: both crosshairs on one point</source>
      <translation>Alinear aquí: ambas cruces en un punto</translation>
    </message>
    <message>
      <source>Bend onto the prior (deformable)</source>
      <translation>Deformar sobre el estudio previo (no rígido)</translation>
    </message>
    <message>
      <source>Take the bend away</source>
      <translation>Quitar la deformación</translation>
    </message>
    <message>
      <source>Lay the prior over: blend, difference, squares, off</source>
      <translation>Superponer el estudio previo: mezcla, diferencia, cuadros, nada</translation>
    </message>
    <message>
      <source>Nudge the prior to the left</source>
      <translation>Mover el estudio previo a la izquierda</translation>
    </message>
    <message>
      <source>Nudge the prior to the right</source>
      <translation>Mover el estudio previo a la derecha</translation>
    </message>
    <message>
      <source>Nudge the prior up</source>
      <translation>Mover el estudio previo arriba</translation>
    </message>
    <message>
      <source>Nudge the prior down</source>
      <translation>Mover el estudio previo abajo</translation>
    </message>
    <message>
      <source>Remove the alignment with the prior</source>
      <translation>Quitar la alineación con el estudio previo</translation>
    </message>
    <message>
      <source>Compare lesions with the prior</source>
      <translation>Comparar lesiones con el estudio previo</translation>
    </message>
    <message>
      <source>Pair the finding with a lesion of the prior</source>
      <translation>Emparejar el hallazgo con una lesión del estudio previo</translation>
    </message>
    <message>
      <source>Say that a lesion of the prior has resolved</source>
      <translation>Decir que una lesión del estudio previo ha desaparecido</translation>
    </message>
    <message>
      <source>Choose RECIST targets</source>
      <translation>Elegir lesiones diana RECIST</translation>
    </message>
    <message>
      <source>Turn the planes about the crosshair</source>
      <translation>Girar los planos alrededor de la cruz</translation>
    </message>
    <message>
      <source>Straighten the planes</source>
      <translation>Enderezar los planos</translation>
    </message>
    <message>
      <source>Slab: thin, MIP, MinIP, mean</source>
      <translation>Bloque: fino, MIP, MinIP, media</translation>
    </message>
    <message>
      <source>Thicker slab</source>
      <translation>Bloque más grueso</translation>
    </message>
    <message>
      <source>Thinner slab</source>
      <translation>Bloque más fino</translation>
    </message>
    <message>
      <source>Fuse with another series, or end that</source>
      <translation>Fusionar con otra serie o terminar</translation>
    </message>
    <message>
      <source>Fusion: more colour</source>
      <translation>Fusión: más color</translation>
    </message>
    <message>
      <source>Fusion: less colour</source>
      <translation>Fusión: menos color</translation>
    </message>
    <message>
      <source>Fusion: next window (SUV 0 to 5, 7, 10)</source>
      <translation>Fusión: siguiente ventana (SUV 0 a 5, 7, 10)</translation>
    </message>
    <message>
      <source>Fusion: next colours</source>
      <translation>Fusión: siguientes colores</translation>
    </message>
    <message>
      <source>Lay the plane along the selected line flat, or go back</source>
      <translation>Extender el plano a lo largo de la línea seleccionada o volver</translation>
    </message>
    <message>
      <source>Values over time in the selected region or at the crosshair, or hide them</source>
      <translation>Valores en el tiempo en la región seleccionada o en el cursor en cruz, u ocultarlos</translation>
    </message>
    <message>
      <source>Export the pictures of this view as DICOM</source>
      <translation>Exportar las imágenes de esta vista como DICOM</translation>
    </message>
    <message>
      <source>3D: choose a look</source>
      <translation>3D: elegir un aspecto</translation>
    </message>
    <message>
      <source>3D: next look</source>
      <translation>3D: aspecto siguiente</translation>
    </message>
    <message>
      <source>3D: from the front</source>
      <translation>3D: desde delante</translation>
    </message>
    <message>
      <source>3D: from the back</source>
      <translation>3D: desde detrás</translation>
    </message>
    <message>
      <source>3D: from the left</source>
      <translation>3D: desde la izquierda</translation>
    </message>
    <message>
      <source>3D: from the right</source>
      <translation>3D: desde la derecha</translation>
    </message>
    <message>
      <source>3D: from the head</source>
      <translation>3D: desde la cabeza</translation>
    </message>
    <message>
      <source>3D: from the feet</source>
      <translation>3D: desde los pies</translation>
    </message>
    <message>
      <source>3D: segments as surfaces</source>
      <translation>3D: segmentos como superficies</translation>
    </message>
    <message>
      <source>3D: body, or segments alone</source>
      <translation>3D: cuerpo o solo segmentos</translation>
    </message>
    <message>
      <source>3D: box to crop</source>
      <translation>3D: caja de recorte</translation>
    </message>
    <message>
      <source>3D: cut at the plane of this view</source>
      <translation>3D: cortar por el plano de esta vista</translation>
    </message>
    <message>
      <source>3D: scissors (Shift keeps what is inside)</source>
      <translation>3D: tijeras (Mayús conserva el interior)</translation>
    </message>
    <message>
      <source>3D: put back what the scissors took</source>
      <translation>3D: devolver lo que quitaron las tijeras</translation>
    </message>
    <message>
      <source>3D: export a turntable (GIF or film)</source>
      <translation>3D: exportar un giro (GIF o película)</translation>
    </message>
    <message>
      <source>Segment this series</source>
      <translation>Segmentar esta serie</translation>
    </message>
    <message>
      <source>Segment this series, with uncertainty</source>
      <translation>Segmentar esta serie, con incertidumbre</translation>
    </message>
    <message>
      <source>Outline tissues and parts of the skeleton</source>
      <translation>Delinear tejidos y partes del esqueleto</translation>
    </message>
    <message>
      <source>Choose which segmentation or structure set is shown</source>
      <translation>Elegir qué segmentación o conjunto de estructuras se muestra</translation>
    </message>
    <message>
      <source>Compare two segmentations</source>
      <translation>Comparar dos segmentaciones</translation>
    </message>
    <message>
      <source>End the comparison</source>
      <translation>Terminar la comparación</translation>
    </message>
    <message>
      <source>Find lung nodules</source>
      <translation>Buscar nódulos pulmonares</translation>
    </message>
    <message>
      <source>Find focal lesions in outlined organs</source>
      <translation>Buscar lesiones focales en los órganos delimitados</translation>
    </message>
    <message>
      <source>Measure the cardiothoracic ratio</source>
      <translation>Medir el índice cardiotorácico</translation>
    </message>
    <message>
      <source>Score findings on this radiograph</source>
      <translation>Puntuar hallazgos en esta radiografía</translation>
    </message>
    <message>
      <source>Accept the finding</source>
      <translation>Aceptar el hallazgo</translation>
    </message>
    <message>
      <source>Delete the selected mark, or reject the finding</source>
      <translation>Eliminar la marca seleccionada o rechazar el hallazgo</translation>
    </message>
    <message>
      <source>Next finding</source>
      <translation>Hallazgo siguiente</translation>
    </message>
    <message>
      <source>Previous finding</source>
      <translation>Hallazgo anterior</translation>
    </message>
    <message>
      <source>Measure the outline of the finding</source>
      <translation>Medir el contorno del hallazgo</translation>
    </message>
    <message>
      <source>Add a finding in words</source>
      <translation>Añadir un hallazgo con palabras</translation>
    </message>
    <message>
      <source>Find in the images by words…</source>
      <translation>Buscar en las imágenes con palabras…</translation>
    </message>
    <message>
      <source>Say what lies here, in words</source>
      <translation>Decir con palabras qué hay aquí</translation>
    </message>
    <message>
      <source>Take the frames of what was looked for off</source>
      <translation>Quitar los marcos de lo buscado</translation>
    </message>
    <message>
      <source>Make the measurement a finding</source>
      <translation>Convertir la medición en hallazgo</translation>
    </message>
    <message>
      <source>Outline a new structure by marks</source>
      <translation>Contornear una estructura nueva con marcas</translation>
    </message>
    <message>
      <source>Correct a structure by marks</source>
      <translation>Corregir una estructura con marcas</translation>
    </message>
    <message>
      <source>Mark points</source>
      <translation>Marcar puntos</translation>
    </message>
    <message>
      <source>Mark by a box</source>
      <translation>Marcar con un rectángulo</translation>
    </message>
    <message>
      <source>Mark by a scribble</source>
      <translation>Marcar con un trazo</translation>
    </message>
    <message>
      <source>Mark by a lasso</source>
      <translation>Marcar con un lazo</translation>
    </message>
    <message>
      <source>Marks say what is inside</source>
      <translation>Las marcas dicen qué está dentro</translation>
    </message>
    <message>
      <source>Marks say what is outside</source>
      <translation>Las marcas dicen qué está fuera</translation>
    </message>
    <message>
      <source>Keep the marked structure</source>
      <translation>Conservar la estructura marcada</translation>
    </message>
    <message>
      <source>Leave the marked structure</source>
      <translation>Abandonar la estructura marcada</translation>
    </message>
    <message>
      <source>New segment</source>
      <translation>Segmento nuevo</translation>
    </message>
    <message>
      <source>New segmentation beside this one</source>
      <translation>Segmentación nueva junto a esta</translation>
    </message>
    <message>
      <source>Brush</source>
      <translation>Pincel</translation>
    </message>
    <message>
      <source>Eraser</source>
      <translation>Goma</translation>
    </message>
    <message>
      <source>Scissors</source>
      <translation>Tijeras</translation>
    </message>
    <message>
      <source>Grow a region from a click</source>
      <translation>Hacer crecer una región desde un clic</translation>
    </message>
    <message>
      <source>Fill a region of this slice</source>
      <translation>Rellenar una región de este corte</translation>
    </message>
    <message>
      <source>Larger brush</source>
      <translation>Pincel mayor</translation>
    </message>
    <message>
      <source>Smaller brush</source>
      <translation>Pincel menor</translation>
    </message>
    <message>
      <source>Brush: ball or disc</source>
      <translation>Pincel: bola o disco</translation>
    </message>
    <message>
      <source>Next segment</source>
      <translation>Segmento siguiente</translation>
    </message>
    <message>
      <source>Segment before</source>
      <translation>Segmento anterior</translation>
    </message>
    <message>
      <source>Rename the segment</source>
      <translation>Cambiar el nombre del segmento</translation>
    </message>
    <message>
      <source>Name from the standard, with code…</source>
      <translation>Nombre del estándar, con código…</translation>
    </message>
    <message>
      <source>Colour of the segment…</source>
      <translation>Color del segmento…</translation>
    </message>
    <message>
      <source>Lock or unlock the segment</source>
      <translation>Bloquear o desbloquear el segmento</translation>
    </message>
    <message>
      <source>Hide or show the segment</source>
      <translation>Ocultar o mostrar el segmento</translation>
    </message>
    <message>
      <source>Show this segment alone, or all</source>
      <translation>Mostrar solo este segmento, o todos</translation>
    </message>
    <message>
      <source>Delete the segment</source>
      <translation>Eliminar el segmento</translation>
    </message>
    <message>
      <source>Threshold…</source>
      <translation>Umbral…</translation>
    </message>
    <message>
      <source>Threshold by Otsu's method</source>
      <translation>Umbral por el método de Otsu</translation>
    </message>
    <message>
      <source>Grow from seeds</source>
      <translation>Crecer desde semillas</translation>
    </message>
    <message>
      <source>Margin…</source>
      <translation>Margen…</translation>
    </message>
    <message>
      <source>Hollow…</source>
      <translation>Ahuecar…</translation>
    </message>
    <message>
      <source>Smooth…</source>
      <translation>Suavizar…</translation>
    </message>
    <message>
      <source>Fill holes…</source>
      <translation>Rellenar huecos…</translation>
    </message>
    <message>
      <source>Fill between slices…</source>
      <translation>Rellenar entre cortes…</translation>
    </message>
    <message>
      <source>Keep the largest island</source>
      <translation>Conservar la isla mayor</translation>
    </message>
    <message>
      <source>Remove small islands…</source>
      <translation>Quitar islas pequeñas…</translation>
    </message>
    <message>
      <source>Split islands into segments</source>
      <translation>Separar islas en segmentos</translation>
    </message>
    <message>
      <source>Add another segment…</source>
      <translation>Añadir otro segmento…</translation>
    </message>
    <message>
      <source>Subtract another segment…</source>
      <translation>Restar otro segmento…</translation>
    </message>
    <message>
      <source>Keep what another segment shares…</source>
      <translation>Conservar lo común con otro segmento…</translation>
    </message>
    <message>
      <source>Copy another segment…</source>
      <translation>Copiar otro segmento…</translation>
    </message>
    <message>
      <source>Import segments (NRRD, NIfTI, STL)…</source>
      <translation>Importar segmentos (NRRD, NIfTI, STL)…</translation>
    </message>
    <message>
      <source>Export segments…</source>
      <translation>Exportar segmentos…</translation>
    </message>
    <message>
      <source>Measure the segment</source>
      <translation>Medir el segmento</translation>
    </message>
    <message>
      <source>Copy the statistics of all segments as a table</source>
      <translation>Copiar la estadística de todos los segmentos como tabla</translation>
    </message>
    <message>
      <source>Radiomics of the segment, to the clipboard</source>
      <translation>Radiómica del segmento, al portapapeles</translation>
    </message>
    <message>
      <source>Measure all segments anew</source>
      <translation>Medir de nuevo todos los segmentos</translation>
    </message>
    <message>
      <source>Draft the report</source>
      <translation>Redactar el informe</translation>
    </message>
    <message>
      <source>Mark the sentence as checked</source>
      <translation>Marcar la frase como comprobada</translation>
    </message>
    <message>
      <source>Insert the picture as a key image</source>
      <translation>Insertar la imagen como imagen clave</translation>
    </message>
    <message>
      <source>Describe this view by a language model</source>
      <translation>Describir esta vista con un modelo de lenguaje</translation>
    </message>
    <message>
      <source>Insert the table of measurements</source>
      <translation>Insertar la tabla de mediciones</translation>
    </message>
    <message>
      <source>Underline misspelt words</source>
      <translation>Subrayar palabras mal escritas</translation>
    </message>
    <message>
      <source>Versions of the report</source>
      <translation>Versiones del informe</translation>
    </message>
    <message>
      <source>Summary for the patient and translation</source>
      <translation>Resumen para el paciente y traducción</translation>
    </message>
    <message>
      <source>Export the corrections of drafts without names</source>
      <translation>Exportar sin nombres las correcciones de borradores</translation>
    </message>
    <message>
      <source>Next problem</source>
      <translation>Problema siguiente</translation>
    </message>
    <message>
      <source>Log who was told of a critical result</source>
      <translation>Anotar a quién se informó de un resultado crítico</translation>
    </message>
    <message>
      <source>Sign the report</source>
      <translation>Firmar el informe</translation>
    </message>
    <message>
      <source>Start an addendum</source>
      <translation>Empezar una adenda</translation>
    </message>
    <message>
      <source>Copy the signed report as text</source>
      <translation>Copiar el informe firmado como texto</translation>
    </message>
    <message>
      <source>Export PDF and DICOM</source>
      <translation>Exportar PDF y DICOM</translation>
    </message>
    <message>
      <source>Export PDF only</source>
      <translation>Exportar solo PDF</translation>
    </message>
    <message>
      <source>Export DICOM SEG and SR only</source>
      <translation>Exportar solo DICOM SEG y SR</translation>
    </message>
    <message>
      <source>Export segmentations as NIfTI</source>
      <translation>Exportar segmentaciones como NIfTI</translation>
    </message>
    <message>
      <source>Another template</source>
      <translation>Otra plantilla</translation>
    </message>
    <message>
      <source>Language of the report</source>
      <translation>Idioma del informe</translation>
    </message>
    <message>
      <source>Mark structures as reviewed</source>
      <translation>Marcar estructuras como revisadas</translation>
    </message>
    <message>
      <source>Next line to fill in</source>
      <translation>Siguiente línea por rellenar</translation>
    </message>
    <message>
      <source>My short words and sentences</source>
      <translation>Mis abreviaturas y frases</translation>
    </message>
    <message>
      <source>Import an MRRT template</source>
      <translation>Importar una plantilla MRRT</translation>
    </message>
    <message>
      <source>Calculators and guidelines</source>
      <translation>Calculadoras y guías</translation>
    </message>
    <message>
      <source>All commands</source>
      <translation>Todos los comandos</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Teclas</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelos</translation>
    </message>
    <message>
      <source>Add a model from a file</source>
      <translation>Añadir un modelo desde un archivo</translation>
    </message>
    <message>
      <source>Add a model from a folder</source>
      <translation>Añadir un modelo desde una carpeta</translation>
    </message>
    <message>
      <source>Change the reader's name</source>
      <translation>Cambiar el nombre del lector</translation>
    </message>
    <message>
      <source>Dark colours</source>
      <translation>Colores oscuros</translation>
    </message>
    <message>
      <source>High contrast</source>
      <translation>Alto contraste</translation>
    </message>
    <message>
      <source>Light colours</source>
      <translation>Colores claros</translation>
    </message>
    <message>
      <source>Larger text</source>
      <translation>Texto mayor</translation>
    </message>
    <message>
      <source>Smaller text</source>
      <translation>Texto menor</translation>
    </message>
    <message>
      <source>Text of the usual size</source>
      <translation>Texto de tamaño habitual</translation>
    </message>
    <message>
      <source>Language of the window</source>
      <translation>Idioma de la ventana</translation>
    </message>
    <message>
      <source>About Lightbox</source>
      <translation>Acerca de Lightbox</translation>
    </message>
    <message>
      <source>There are no two segmentations of these images.</source>
      <translation>No hay dos segmentaciones de estas imágenes.</translation>
    </message>
    <message>
      <source>No two segmentations of this series share a structure.</source>
      <translation>No hay dos segmentaciones de esta serie con una estructura común.</translation>
    </message>
    <message>
      <source>No two segmentations are compared now.</source>
      <translation>Ahora no se comparan dos segmentaciones.</translation>
    </message>
    <message>
      <source>No study is open.</source>
      <translation>No hay ningún estudio abierto.</translation>
    </message>
    <message>
      <source>Only a volume can be reformatted, once all of it is there.</source>
      <translation>Solo se puede reformatear un volumen, cuando está completo.</translation>
    </message>
    <message>
      <source>These pictures have colours of their own.</source>
      <translation>Estas imágenes tienen colores propios.</translation>
    </message>
    <message>
      <source>No presentation state was made for these pictures.</source>
      <translation>No se hizo ningún estado de presentación para estas imágenes.</translation>
    </message>
    <message>
      <source>These pictures have no shutters.</source>
      <translation>Estas imágenes no tienen obturadores.</translation>
    </message>
    <message>
      <source>There is only one picture.</source>
      <translation>Solo hay una imagen.</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values is played over time.</source>
      <translation>Solo una serie con varios tiempos, fases o valores b se reproduce en el tiempo.</translation>
    </message>
    <message>
      <source>No model that scores findings is installed. Add one under Help, Models.</source>
      <translation>No hay instalado ningún modelo que puntúe hallazgos. Añada uno en Ayuda, Modelos.</translation>
    </message>
    <message>
      <source>No images are open.</source>
      <translation>No hay imágenes abiertas.</translation>
    </message>
    <message>
      <source>Findings are scored on radiographs (CR or DX).</source>
      <translation>Los hallazgos se puntúan en radiografías (CR o DX).</translation>
    </message>
    <message>
      <source>No prior stands beside the study, or its pictures make no volume.</source>
      <translation>No hay un estudio previo al lado, o sus imágenes no forman un volumen.</translation>
    </message>
    <message>
      <source>No prior stands beside the study and is aligned with it.</source>
      <translation>No hay al lado un estudio previo alineado con este estudio.</translation>
    </message>
    <message>
      <source>No lesions were compared with a prior.</source>
      <translation>No se compararon lesiones con un estudio previo.</translation>
    </message>
    <message>
      <source>No lesion of a prior that was compared has gone.</source>
      <translation>Ninguna lesión de un estudio previo comparado ha desaparecido.</translation>
    </message>
    <message>
      <source>No language model that reads pictures is installed.</source>
      <translation>No hay instalado ningún modelo de lenguaje que lea imágenes.</translation>
    </message>
    <message>
      <source>There is no report of this study yet.</source>
      <translation>Aún no hay informe de este estudio.</translation>
    </message>
    <message>
      <source>Nothing that was looked for is framed.</source>
      <translation>No hay nada buscado enmarcado.</translation>
    </message>
    <message>
      <source>The library has no earlier study of this patient.</source>
      <translation>La biblioteca no tiene un estudio anterior de este paciente.</translation>
    </message>
    <message>
      <source>No images of a volume are open.</source>
      <translation>No hay imágenes de un volumen abiertas.</translation>
    </message>
    <message>
      <source>These pictures make no volume: structures are marked in volumes.</source>
      <translation>Estas imágenes no forman un volumen: las estructuras se marcan en volúmenes.</translation>
    </message>
    <message>
      <source>The finding in hand has no outline on these images.</source>
      <translation>El hallazgo actual no tiene contorno en estas imágenes.</translation>
    </message>
    <message>
      <source>Only pictures without millimetres of their own are calibrated by hand.</source>
      <translation>Solo se calibran a mano las imágenes sin milímetros propios.</translation>
    </message>
    <message>
      <source>These pictures make no volume: models cannot read them.</source>
      <translation>Estas imágenes no forman un volumen: los modelos no pueden leerlas.</translation>
    </message>
    <message>
      <source>This is CT in stored values, not in Hounsfield units: models cannot read it.</source>
      <translation>Es TC en valores almacenados, no en unidades Hounsfield: los modelos no pueden leerla.</translation>
    </message>
    <message>
      <source>No model on this machine measures hearts.</source>
      <translation>Ningún modelo de este equipo mide corazones.</translation>
    </message>
    <message>
      <source>The heart is measured on radiographs of the chest (CR or DX).</source>
      <translation>El corazón se mide en radiografías de tórax (CR o DX).</translation>
    </message>
    <message>
      <source>Draw a line of several points (L) in a volume, and select it.</source>
      <translation>Dibuje una línea de varios puntos (L) en un volumen y selecciónela.</translation>
    </message>
    <message>
      <source>Only a series with several times, phases or b-values has a curve.</source>
      <translation>Solo una serie con varios tiempos, fases o valores b tiene una curva.</translation>
    </message>
    <message>
      <source>Segments are drawn on volumes: CT, MR or PET slices that lie side by side.</source>
      <translation>Los segmentos se dibujan en volúmenes: cortes contiguos de TC, RM o PET.</translation>
    </message>
    <message>
      <source>Choose a segment in the list first, or begin one.</source>
      <translation>Elija primero un segmento de la lista, o empiece uno.</translation>
    </message>
    <message>
      <source>Masks are subtracted from films of angiography and fluoroscopy, once all of a film is there.</source>
      <translation>Las máscaras se restan de series de angiografía y fluoroscopia, cuando la serie está completa.</translation>
    </message>
    <message>
      <source>No mask is subtracted now.</source>
      <translation>Ahora no se resta ninguna máscara.</translation>
    </message>
    <message>
      <source>For research and demonstration. Lightbox is not a medical device and must not be used for diagnosis.</source>
      <translation>Para investigación y demostración. Lightbox no es un producto sanitario y no debe usarse para el diagnóstico.</translation>
    </message>
    <message>
      <source>An offline radiology workstation. It reads DICOM studies, shows them, outlines and measures structures on this machine, drafts the report from what was measured and checks every sentence against its evidence. It opens no network connection.</source>
      <translation>Una estación de radiología sin conexión. Lee estudios DICOM, los muestra, contornea y mide estructuras en este equipo, redacta el informe a partir de lo medido y comprueba cada frase con su evidencia. No abre ninguna conexión de red.</translation>
    </message>
    <message>
      <source>Apache License 2.0. The models have licences of their own: see Models.</source>
      <translation>Licencia Apache 2.0. Los modelos tienen licencias propias: véase Modelos.</translation>
    </message>
    <message>
      <source>from source</source>
      <translation>del código fuente</translation>
    </message>
    <message>
      <source>summary for the patient</source>
      <translation>resumen para el paciente</translation>
    </message>
    <message>
      <source>translation of the report</source>
      <translation>traducción del informe</translation>
    </message>
    <message>
      <source>What is shown</source>
      <translation>Qué se muestra</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Idioma</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Copiar</translation>
    </message>
    <message>
      <source>Not part of the report</source>
      <translation>No forma parte del informe</translation>
    </message>
    <message>
      <source>Not part of the report: it is not signed, not exported and not kept.</source>
      <translation>No forma parte del informe: no se firma, no se exporta y no se guarda.</translation>
    </message>
    <message>
      <source>First and last name</source>
      <translation>Nombre y apellidos</translation>
    </message>
    <message>
      <source>Keep this name</source>
      <translation>Conservar este nombre</translation>
    </message>
    <message>
      <source>Who is reading? The name stands under reports and in the log of edits.</source>
      <translation>¿Quién lee? El nombre figura bajo los informes y en el registro de cambios.</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Conservar</translation>
    </message>
    <message>
      <source>Drop</source>
      <translation>Descartar</translation>
    </message>
    <message>
      <source>Still asked for</source>
      <translation>Aún se pide</translation>
    </message>
    <message>
      <source>CALCULATORS</source>
      <translation>CALCULADORAS</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>Fold this panel</source>
      <translation>Plegar este panel</translation>
    </message>
    <message>
      <source>A name, an organ, a word: nodule</source>
      <translation>Un nombre, un órgano, una palabra: nódulo</translation>
    </message>
    <message>
      <source>Search calculators</source>
      <translation>Buscar calculadoras</translation>
    </message>
    <message>
      <source>Calculators</source>
      <translation>Calculadoras</translation>
    </message>
    <message>
      <source>All calculators</source>
      <translation>Todas las calculadoras</translation>
    </message>
    <message>
      <source>Insert into report</source>
      <translation>Insertar en el informe</translation>
    </message>
    <message>
      <source>COMPARISON</source>
      <translation>COMPARACIÓN</translation>
    </message>
    <message>
      <source>Lesions compared with a prior</source>
      <translation>Lesiones comparadas con un estudio previo</translation>
    </message>
    <message>
      <source>VDT {days} d</source>
      <translation>TDV {days} d</translation>
    </message>
    <message>
      <source>a target lesion of RECIST 1.1</source>
      <translation>una lesión diana de RECIST 1.1</translation>
    </message>
    <message>
      <source>volume doubling time (VDT) {days} days</source>
      <translation>tiempo de duplicación del volumen (TDV) {days} días</translation>
    </message>
    <message>
      <source>1 day since the prior</source>
      <translation>1 día desde el estudio previo</translation>
    </message>
    <message>
      <source>{count} days since the prior</source>
      <translation>{count} días desde el estudio previo</translation>
    </message>
    <message>
      <source>{mm} mm from where the alignment expects it</source>
      <translation>{mm} mm de donde lo espera la alineación</translation>
    </message>
    <message>
      <source>✓ {name}: {told}</source>
      <translation>✓ {name}: {told} (anotado)</translation>
    </message>
    <message>
      <source>‼ Critical: {name}. Tell somebody {within}.</source>
      <translation>‼ Crítico: {name}. Informe a alguien {within}.</translation>
    </message>
    <message>
      <source>Go to the sentence or the finding</source>
      <translation>Ir a la frase o al hallazgo</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back</source>
      <translation>A quién se informó, cómo, y si se repitió en voz alta</translation>
    </message>
    <message>
      <source>Go</source>
      <translation>Ir</translation>
    </message>
    <message>
      <source>Log again</source>
      <translation>Anotar otra vez</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Anotar</translation>
    </message>
    <message>
      <source>Previous page (Page Up)</source>
      <translation>Página anterior (Re Pág)</translation>
    </message>
    <message>
      <source>Next page (Page Down)</source>
      <translation>Página siguiente (Av Pág)</translation>
    </message>
    <message>
      <source>Save as a file</source>
      <translation>Guardar como archivo</translation>
    </message>
    <message>
      <source>Document</source>
      <translation>Documento</translation>
    </message>
    <message>
      <source>Documents</source>
      <translation>Documentos</translation>
    </message>
    <message>
      <source>Page {page} of {pages}</source>
      <translation>Página {page} de {pages}</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>Anterior</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>Siguiente</translation>
    </message>
    <message>
      <source>{number} of {count}: {name}</source>
      <translation>{number} de {count}: {name}</translation>
    </message>
    <message>
      <source>FINDINGS</source>
      <translation>HALLAZGOS</translation>
    </message>
    <message>
      <source>Merge the selected findings (Ctrl+click selects several)</source>
      <translation>Unir los hallazgos seleccionados (Ctrl+clic selecciona varios)</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>Hallazgos</translation>
    </message>
    <message>
      <source>No findings yet.</source>
      <translation>Aún no hay hallazgos.</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) and press F to add one.</source>
      <translation>Mida con la regla (R) y pulse F para añadir uno.</translation>
    </message>
    <message>
      <source>Accept this finding (Space)</source>
      <translation>Aceptar este hallazgo (Espacio)</translation>
    </message>
    <message>
      <source>Reject this finding (Delete)</source>
      <translation>Rechazar este hallazgo (Supr)</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Añadir</translation>
    </message>
    <message>
      <source>Merge</source>
      <translation>Unir</translation>
    </message>
    <message>
      <source>{proposed} proposed</source>
      <translation>{proposed} propuestos</translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>Aceptar</translation>
    </message>
    <message>
      <source>Reject</source>
      <translation>Rechazar</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>Qué es</translation>
    </message>
    <message>
      <source>Organ</source>
      <translation>Órgano</translation>
    </message>
    <message>
      <source>Side</source>
      <translation>Lado</translation>
    </message>
    <message>
      <source>Third of the organ</source>
      <translation>Tercio del órgano</translation>
    </message>
    <message>
      <source>How certain</source>
      <translation>Grado de certeza</translation>
    </message>
    <message>
      <source>no side</source>
      <translation>sin lado</translation>
    </message>
    <message>
      <source>Confirm</source>
      <translation>Confirmar</translation>
    </message>
    <message>
      <source>experimental</source>
      <translation>experimental</translation>
    </message>
    <message>
      <source>{reviewed} reviewed</source>
      <translation>{reviewed} revisados</translation>
    </message>
    <message>
      <source>no third</source>
      <translation>sin tercio</translation>
    </message>
    <message>
      <source>Text of the hanging protocol</source>
      <translation>Texto del protocolo de presentación</translation>
    </message>
    <message>
      <source>Save as my own</source>
      <translation>Guardar como mío</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Eliminar</translation>
    </message>
    <message>
      <source>used when a study opens</source>
      <translation>se usa al abrir un estudio</translation>
    </message>
    <message>
      <source>used when asked for</source>
      <translation>se usa al pedirlo</translation>
    </message>
    <message>
      <source>my own</source>
      <translation>mío</translation>
    </message>
    <message>
      <source>✕ refused</source>
      <translation>✕ rechazado</translation>
    </message>
    <message>
      <source>▲ odd</source>
      <translation>▲ raro</translation>
    </message>
    <message>
      <source>● note</source>
      <translation>● nota</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Qué</translation>
    </message>
    <message>
      <source>What was said</source>
      <translation>Qué se dijo</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>Dónde</translation>
    </message>
    <message>
      <source>Nothing was imported yet.</source>
      <translation>Aún no se ha importado nada.</translation>
    </message>
    <message>
      <source>The last import</source>
      <translation>La última importación</translation>
    </message>
    <message>
      <source>Enter or a double click opens the study that a row is about.</source>
      <translation>Intro o un doble clic abre el estudio del que trata la fila.</translation>
    </message>
    <message>
      <source>(no name)</source>
      <translation>(sin nombre)</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>y {count} más</translation>
    </message>
    <message>
      <source>picture {number}</source>
      <translation>imagen {number}</translation>
    </message>
    <message>
      <source>{modality} series {number}</source>
      <translation>serie {number} de {modality}</translation>
    </message>
    <message>
      <source>{times} times in {studies} study</source>
      <translation>{times} veces en {studies} estudio</translation>
    </message>
    <message>
      <source>{times} times in {studies} studies</source>
      <translation>{times} veces en {studies} estudios</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>En espera</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Parar</translation>
    </message>
    <message>
      <source>Stop: {label}</source>
      <translation>Parar: {label}</translation>
    </message>
    <message>
      <source>Stop now</source>
      <translation>Parar ya</translation>
    </message>
    <message>
      <source>End the model's process; the report is safe</source>
      <translation>Terminar el proceso del modelo; el informe está a salvo</translation>
    </message>
    <message>
      <source>Stopping after the step it is in</source>
      <translation>Parará tras el paso en curso</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>Parando</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>Comando</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>Menú</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>Tecla</translation>
    </message>
    <message>
      <source>Mouse</source>
      <translation>Ratón</translation>
    </message>
    <message>
      <source>On a slice</source>
      <translation>En un corte</translation>
    </message>
    <message>
      <source>In 3D</source>
      <translation>En 3D</translation>
    </message>
    <message>
      <source>everywhere</source>
      <translation>en todas partes</translation>
    </message>
    <message>
      <source>in the image views</source>
      <translation>en las vistas de imagen</translation>
    </message>
    <message>
      <source>in the list of findings</source>
      <translation>en la lista de hallazgos</translation>
    </message>
    <message>
      <source>in the worklist</source>
      <translation>en la lista de trabajo</translation>
    </message>
    <message>
      <source>in the report's text</source>
      <translation>en el texto del informe</translation>
    </message>
    <message>
      <source>Change the key</source>
      <translation>Cambiar la tecla</translation>
    </message>
    <message>
      <source>Then press the new key; Esc leaves it as it is</source>
      <translation>Después pulse la tecla nueva; Esc la deja como está</translation>
    </message>
    <message>
      <source>Search commands and keys</source>
      <translation>Buscar comandos y teclas</translation>
    </message>
    <message>
      <source>Keys of commands</source>
      <translation>Teclas de los comandos</translation>
    </message>
    <message>
      <source>What the mouse does</source>
      <translation>Qué hace el ratón</translation>
    </message>
    <message>
      <source>Press the new key</source>
      <translation>Pulse la tecla nueva</translation>
    </message>
    <message>
      <source>{key} is {commands}.</source>
      <translation>{key} es {commands}.</translation>
    </message>
    <message>
      <source>No key</source>
      <translation>Sin tecla</translation>
    </message>
    <message>
      <source>As it was</source>
      <translation>Como estaba</translation>
    </message>
    <message>
      <source>All as they were</source>
      <translation>Todas como estaban</translation>
    </message>
    <message>
      <source>Take it from there</source>
      <translation>Tomarla de ahí</translation>
    </message>
    <message>
      <source>Rows and columns of viewers</source>
      <translation>Filas y columnas de visores</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>imágenes</translation>
    </message>
    <message>
      <source>viewers</source>
      <translation>visores</translation>
    </message>
    <message>
      <source>Rows and columns of viewers (Alt+1 to Alt+9)</source>
      <translation>Filas y columnas de visores (Alt+1 a Alt+9)</translation>
    </message>
    <message>
      <source>Layout</source>
      <translation>Disposición</translation>
    </message>
    <message>
      <source>Shift: one series</source>
      <translation>Mayús: una serie</translation>
    </message>
    <message>
      <source>right click: outside · Enter keeps · Esc leaves</source>
      <translation>clic derecho: fuera · Intro conserva · Esc abandona</translation>
    </message>
    <message>
      <source>Enter ends it</source>
      <translation>Intro lo termina</translation>
    </message>
    <message>
      <source>drag the long axis, then the short one; Enter keeps the one proposed</source>
      <translation>arrastre el eje largo, luego el corto; Intro conserva el propuesto</translation>
    </message>
    <message>
      <source>three points, the corner second</source>
      <translation>tres puntos, el vértice en segundo lugar</translation>
    </message>
    <message>
      <source>one line along each end plate</source>
      <translation>una línea a lo largo de cada platillo vertebral</translation>
    </message>
    <message>
      <source>drag along something of known length</source>
      <translation>arrastre a lo largo de una longitud conocida</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>Herramientas</translation>
    </message>
    <message>
      <source>Models on this machine</source>
      <translation>Modelos en este equipo</translation>
    </message>
    <message>
      <source>More commands</source>
      <translation>Más comandos</translation>
    </message>
    <message>
      <source>{signs} Ctrl: the opposite. Ctrl+Z: one mark back. Enter keeps the outline, Escape leaves.</source>
      <translation>{signs} Ctrl: lo contrario. Ctrl+Z: una marca atrás. Intro conserva el contorno, Esc abandona.</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>Puntos</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>Rectángulo</translation>
    </message>
    <message>
      <source>Scribble</source>
      <translation>Trazo</translation>
    </message>
    <message>
      <source>Lasso</source>
      <translation>Lazo</translation>
    </message>
    <message>
      <source>Click: inside. Right click: outside.</source>
      <translation>Clic: dentro. Clic derecho: fuera.</translation>
    </message>
    <message>
      <source>Click or right click: outside.</source>
      <translation>Clic o clic derecho: fuera.</translation>
    </message>
    <message>
      <source>OUTLINE BY MARKS</source>
      <translation>CONTORNO POR MARCAS</translation>
    </message>
    <message>
      <source>Name, such as left kidney</source>
      <translation>Nombre, como riñón izquierdo</translation>
    </message>
    <message>
      <source>Name of the structure</source>
      <translation>Nombre de la estructura</translation>
    </message>
    <message>
      <source>Model that works the outline out</source>
      <translation>Modelo que calcula el contorno</translation>
    </message>
    <message>
      <source>Keep the outline as a segment (Enter)</source>
      <translation>Conservar el contorno como segmento (Intro)</translation>
    </message>
    <message>
      <source>Mark no more (Escape)</source>
      <translation>No marcar más (Esc)</translation>
    </message>
    <message>
      <source>+ Inside</source>
      <translation>+ Dentro</translation>
    </message>
    <message>
      <source>− Outside</source>
      <translation>− Fuera</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>Abandonar</translation>
    </message>
    <message>
      <source>Inside</source>
      <translation>Dentro</translation>
    </message>
    <message>
      <source>Outside</source>
      <translation>Fuera</translation>
    </message>
    <message>
      <source>MEASUREMENTS</source>
      <translation>MEDICIONES</translation>
    </message>
    <message>
      <source>Measurements</source>
      <translation>Mediciones</translation>
    </message>
    <message>
      <source>MEASURED</source>
      <translation>MEDIDO</translation>
    </message>
    <message>
      <source>Close the table</source>
      <translation>Cerrar la tabla</translation>
    </message>
    <message>
      <source>Measures</source>
      <translation>Medidas</translation>
    </message>
    <message>
      <source>Write into the report</source>
      <translation>Escribir en el informe</translation>
    </message>
    <message>
      <source>Copy all</source>
      <translation>Copiar todo</translation>
    </message>
    <message>
      <source>MEASURED BEFORE IT CHANGED</source>
      <translation>MEDIDO ANTES DEL CAMBIO</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Mostrar</translation>
    </message>
    <message>
      <source>Show the list</source>
      <translation>Mostrar la lista</translation>
    </message>
    <message>
      <source>Close this message</source>
      <translation>Cerrar este mensaje</translation>
    </message>
    <message>
      <source>{count} more</source>
      <translation>{count} más</translation>
    </message>
    <message>
      <source>outlines structures</source>
      <translation>contornea estructuras</translation>
    </message>
    <message>
      <source>looks for findings</source>
      <translation>busca hallazgos</translation>
    </message>
    <message>
      <source>names what is seen</source>
      <translation>nombra lo que se ve</translation>
    </message>
    <message>
      <source>measures</source>
      <translation>mide</translation>
    </message>
    <message>
      <source>outlines what is pointed at</source>
      <translation>contornea lo que se señala</translation>
    </message>
    <message>
      <source>finds the place of words</source>
      <translation>encuentra el lugar de las palabras</translation>
    </message>
    <message>
      <source>words reports</source>
      <translation>redacta informes</translation>
    </message>
    <message>
      <source>Not tried yet. The same patient is shown mirrored, turned, noisy, cut, empty and sliced anew; the outlines must follow.</source>
      <translation>Aún sin probar. El mismo paciente se muestra reflejado, girado, con ruido, recortado, vacío y con otros cortes; los contornos deben seguir.</translation>
    </message>
    <message>
      <source>Not measured yet. Choose a folder of cases with references: Dice, surface distances and volumes come with intervals, by scanner.</source>
      <translation>Aún sin medir. Elija una carpeta de casos con referencias: Dice, distancias de superficie y volúmenes vienen con intervalos, por equipo.</translation>
    </message>
    <message>
      <source>built in</source>
      <translation>incluido</translation>
    </message>
    <message>
      <source>rules, without weights, {where}</source>
      <translation>reglas, sin pesos, {where}</translation>
    </message>
    <message>
      <source>Structure</source>
      <translation>Estructura</translation>
    </message>
    <message>
      <source>Found</source>
      <translation>Encontrado</translation>
    </message>
    <message>
      <source>Made for</source>
      <translation>Hecho para</translation>
    </message>
    <message>
      <source>Pictures of</source>
      <translation>Imágenes de</translation>
    </message>
    <message>
      <source>Limits</source>
      <translation>Límites</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Licencia</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Estado</translation>
    </message>
    <message>
      <source>Speed here</source>
      <translation>Rapidez aquí</translation>
    </message>
    <message>
      <source>Its maker measured</source>
      <translation>Medido por su autor</translation>
    </message>
    <message>
      <source>Draws</source>
      <translation>Dibuja</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Tamaño</translation>
    </message>
    <message>
      <source>SHA-256</source>
      <translation>SHA-256</translation>
    </message>
    <message>
      <source>Made from</source>
      <translation>Hecho a partir de</translation>
    </message>
    <message>
      <source>✓ passed</source>
      <translation>✓ superado</translation>
    </message>
    <message>
      <source>✕ failed</source>
      <translation>✕ no superado</translation>
    </message>
    <message>
      <source>– measured</source>
      <translation>– medido</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>{number} de {count}</translation>
    </message>
    <message>
      <source>ON BUILT-IN PHANTOMS</source>
      <translation>EN MANIQUÍES INCLUIDOS</translation>
    </message>
    <message>
      <source>ON CASES OF THIS SITE</source>
      <translation>EN CASOS DE ESTE CENTRO</translation>
    </message>
    <message>
      <source>with contrast medium</source>
      <translation>con medio de contraste</translation>
    </message>
    <message>
      <source>without contrast medium</source>
      <translation>sin medio de contraste</translation>
    </message>
    <message>
      <source>licence</source>
      <translation>licencia</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>aceptado</translation>
    </message>
    <message>
      <source>not run on this machine yet</source>
      <translation>aún no se ha ejecutado en este equipo</translation>
    </message>
    <message>
      <source>Case</source>
      <translation>Caso</translation>
    </message>
    <message>
      <source>Dice</source>
      <translation>Dice</translation>
    </message>
    <message>
      <source>Took</source>
      <translation>Duración</translation>
    </message>
    <message>
      <source>{count} case in {folder}</source>
      <translation>{count} caso en {folder}</translation>
    </message>
    <message>
      <source>{count} cases in {folder}</source>
      <translation>{count} casos en {folder}</translation>
    </message>
    <message>
      <source>No model is installed. Add a pack: a file, an archive or a folder that you trust.</source>
      <translation>No hay ningún modelo instalado. Añada un paquete: un archivo, un archivo comprimido o una carpeta de confianza.</translation>
    </message>
    <message>
      <source>About the model</source>
      <translation>Acerca del modelo</translation>
    </message>
    <message>
      <source>Add from file</source>
      <translation>Añadir desde archivo</translation>
    </message>
    <message>
      <source>Install a pack from one file: .pt, .onnx, .safetensors, .gguf or a zip archive</source>
      <translation>Instalar un paquete de un archivo: .pt, .onnx, .safetensors, .gguf o un archivo zip</translation>
    </message>
    <message>
      <source>Add from folder</source>
      <translation>Añadir desde carpeta</translation>
    </message>
    <message>
      <source>Install a pack from its folder</source>
      <translation>Instalar un paquete desde su carpeta</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>Comprobar</translation>
    </message>
    <message>
      <source>Compare the files with the card, and the numbers with those of the installation</source>
      <translation>Comparar los archivos con la ficha y los números con los de la instalación</translation>
    </message>
    <message>
      <source>Try on phantoms</source>
      <translation>Probar con maniquíes</translation>
    </message>
    <message>
      <source>Run the acceptance cases on built-in phantoms; takes minutes, in the background</source>
      <translation>Ejecutar los casos de aceptación con maniquíes incluidos; tarda minutos, en segundo plano</translation>
    </message>
    <message>
      <source>Evaluate</source>
      <translation>Evaluar</translation>
    </message>
    <message>
      <source>Measure it on a folder of your own cases with references</source>
      <translation>Medirlo con una carpeta de casos propios con referencias</translation>
    </message>
    <message>
      <source>Accept the model for this site, on its evaluation</source>
      <translation>Aceptar el modelo para este centro, según su evaluación</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <source>Take the pack out of the library</source>
      <translation>Sacar el paquete de la biblioteca</translation>
    </message>
    <message>
      <source>Evaluate it first, on cases of this site</source>
      <translation>Evalúelo antes, con casos de este centro</translation>
    </message>
    <message>
      <source>Written from the accepted findings, not from the words of the report; checked against the same facts.</source>
      <translation>Escrito a partir de los hallazgos aceptados, no de las palabras del informe; comprobado con los mismos datos.</translation>
    </message>
    <message>
      <source>There is no report yet: draft it first.</source>
      <translation>Aún no hay informe: redáctelo antes.</translation>
    </message>
    <message>
      <source>The report is signed: start an addendum first.</source>
      <translation>El informe está firmado: empiece antes una adenda.</translation>
    </message>
    <message>
      <source>typed</source>
      <translation>escrito</translation>
    </message>
    <message>
      <source>{count} values are still asked for, marked •</source>
      <translation>aún se piden {count} valores, marcados con •</translation>
    </message>
    <message>
      <source>, nadir {size} mm</source>
      <translation>, nadir {size} mm</translation>
    </message>
    <message>
      <source>, {count} new</source>
      <translation>, {count} nuevas</translation>
    </message>
    <message>
      <source>Open document</source>
      <translation>Abrir documento</translation>
    </message>
    <message>
      <source>Where to save the document</source>
      <translation>Dónde guardar el documento</translation>
    </message>
    <message>
      <source>Save {name}</source>
      <translation>Guardar {name}</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>Se guardó {name}.</translation>
    </message>
    <message>
      <source>Read the dose</source>
      <translation>Leer la dosis</translation>
    </message>
    <message>
      <source>Hang pictures</source>
      <translation>Disponer imágenes</translation>
    </message>
    <message>
      <source>Correct or delete it on the page of hanging protocols.</source>
      <translation>Corríjalo o elimínelo en la página de protocolos de presentación.</translation>
    </message>
    <message>
      <source>Delete the hanging protocol {name}?</source>
      <translation>¿Eliminar el protocolo de presentación {name}?</translation>
    </message>
    <message>
      <source>Nothing of this study fits the hanging protocol {name}.</source>
      <translation>Nada de este estudio se ajusta al protocolo de presentación {name}.</translation>
    </message>
    <message>
      <source>Saved; it is used from the next study on that it fits.</source>
      <translation>Guardado; se usa desde el próximo estudio al que se ajuste.</translation>
    </message>
    <message>
      <source>Saved; it is used when asked for (Alt+H).</source>
      <translation>Guardado; se usa cuando se pide (Alt+H).</translation>
    </message>
    <message>
      <source>Priors are only looked at.</source>
      <translation>Los estudios previos solo se miran.</translation>
    </message>
    <message>
      <source>Open the prior itself to measure in it.</source>
      <translation>Abra el propio estudio previo para medir en él.</translation>
    </message>
    <message>
      <source>{runs} run, the last took {seconds} s on {device}</source>
      <translation>{runs} ejecución, la última tardó {seconds} s en {device}</translation>
    </message>
    <message>
      <source>{runs} runs, the last took {seconds} s on {device}</source>
      <translation>{runs} ejecuciones, la última tardó {seconds} s en {device}</translation>
    </message>
    <message>
      <source>Type a short word in the report, then Space or Tab. A text may hold {names}; what stands in [brackets] is to be filled in.</source>
      <translation>Escriba una abreviatura en el informe y después Espacio o Tab. Un texto puede contener {names}; lo que está entre [corchetes] se ha de rellenar.</translation>
    </message>
    <message>
      <source>● signed by {name}, {when} UTC</source>
      <translation>● firmado por {name}, {when} UTC</translation>
    </message>
    <message>
      <source>▲ {count} to resolve before signing</source>
      <translation>▲ {count} por resolver antes de firmar</translation>
    </message>
    <message>
      <source>Nothing to sign yet</source>
      <translation>Aún no hay nada que firmar</translation>
    </message>
    <message>
      <source>The addendum is empty</source>
      <translation>La adenda está vacía</translation>
    </message>
    <message>
      <source>✓ checked: nothing to resolve</source>
      <translation>✓ comprobado: nada por resolver</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>borrador</translation>
    </message>
    <message>
      <source>addendum to version {version}</source>
      <translation>adenda a la versión {version}</translation>
    </message>
    <message>
      <source>Drag a series here, or click one on the left</source>
      <translation>Arrastre aquí una serie o haga clic en una a la izquierda</translation>
    </message>
    <message>
      <source>A prior is not changed from here.</source>
      <translation>Un estudio previo no se cambia desde aquí.</translation>
    </message>
    <message>
      <source>Open its study to draw on it.</source>
      <translation>Abra su estudio para dibujar en él.</translation>
    </message>
    <message>
      <source>Colour of the segment</source>
      <translation>Color del segmento</translation>
    </message>
    <message>
      <source>Nothing differs.</source>
      <translation>No hay diferencias.</translation>
    </message>
    <message>
      <source>Changes since the draft of {author}: added is underlined, removed is struck through.</source>
      <translation>Cambios desde el borrador de {author}: lo añadido va subrayado y lo quitado, tachado.</translation>
    </message>
    <message>
      <source>Added is underlined, removed is struck through.</source>
      <translation>Lo añadido va subrayado y lo quitado, tachado.</translation>
    </message>
    <message>
      <source>Compared with the report of now: what is struck through stands in it and not here.</source>
      <translation>Comparado con el informe actual: lo tachado está en él y no aquí.</translation>
    </message>
    <message>
      <source>version {number}</source>
      <translation>versión {number}</translation>
    </message>
    <message>
      <source>This report was not drafted by a model or from templates.</source>
      <translation>Este informe no lo redactó un modelo ni una plantilla.</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Volver</translation>
    </message>
    <message>
      <source>Go back (Esc)</source>
      <translation>Volver (Esc)</translation>
    </message>
    <message>
      <source>Type a command</source>
      <translation>Escriba un comando</translation>
    </message>
    <message>
      <source>No command has these words.</source>
      <translation>Ninguna orden contiene estas palabras.</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <source>ID</source>
      <translation>ID</translation>
    </message>
    <message>
      <source>Issuer of the ID</source>
      <translation>Emisor del ID</translation>
    </message>
    <message>
      <source>Born</source>
      <translation>Nacimiento</translation>
    </message>
    <message>
      <source>Sex</source>
      <translation>Sexo</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>no consta</translation>
    </message>
    <message>
      <source>Keep apart</source>
      <translation>Mantener separados</translation>
    </message>
    <message>
      <source>They are different patients; do not ask again</source>
      <translation>Son pacientes distintos; no preguntar más</translation>
    </message>
    <message>
      <source>Ask again</source>
      <translation>Preguntar de nuevo</translation>
    </message>
    <message>
      <source>No two patients look like one</source>
      <translation>No hay dos pacientes que parezcan uno</translation>
    </message>
    <message>
      <source>Show again those that were kept apart</source>
      <translation>Mostrar de nuevo los que se mantuvieron separados</translation>
    </message>
    <message>
      <source>Undo: {last_change}</source>
      <translation>Deshacer: {last_change}</translation>
    </message>
    <message>
      <source>Studies</source>
      <translation>Estudios</translation>
    </message>
    <message>
      <source>Make these another patient</source>
      <translation>Hacer de estos otro paciente</translation>
    </message>
    <message>
      <source>Move the studies of this column to a patient of their own</source>
      <translation>Pasar los estudios de esta columna a un paciente propio</translation>
    </message>
    <message>
      <source>They are one patient: list all studies under this name and ID</source>
      <translation>Son un solo paciente: poner todos los estudios bajo este nombre e ID</translation>
    </message>
    <message>
      <source>Same person: merge into this one</source>
      <translation>La misma persona: unir a esta</translation>
    </message>
    <message>
      <source>Merge into this one</source>
      <translation>Unir a este</translation>
    </message>
    <message>
      <source>And {count} more, when these are done.</source>
      <translation>Y {count} más, cuando estos estén hechos.</translation>
    </message>
    <message>
      <source>named in {files} file of another's study</source>
      <translation>nombrado en {files} archivo del estudio de otro</translation>
    </message>
    <message>
      <source>named in {files} files of another's study</source>
      <translation>nombrado en {files} archivos del estudio de otro</translation>
    </message>
    <message>
      <source>{count} pair or group to look at</source>
      <translation>{count} pareja o grupo por mirar</translation>
    </message>
    <message>
      <source>{count} pairs or groups to look at</source>
      <translation>{count} parejas o grupos por mirar</translation>
    </message>
    <message>
      <source>no date</source>
      <translation>sin fecha</translation>
    </message>
    <message>
      <source>{apart} kept apart.</source>
      <translation>{apart} mantenidos separados.</translation>
    </message>
    <message>
      <source>short word</source>
      <translation>abreviatura</translation>
    </message>
    <message>
      <source>text it stands for</source>
      <translation>texto que representa</translation>
    </message>
    <message>
      <source>SHORT WORDS</source>
      <translation>ABREVIATURAS</translation>
    </message>
    <message>
      <source>LEARNED SENTENCES</source>
      <translation>FRASES APRENDIDAS</translation>
    </message>
    <message>
      <source>Learn the sentences that I write and sign</source>
      <translation>Aprender las frases que escribo y firmo</translation>
    </message>
    <message>
      <source>Short word</source>
      <translation>Abreviatura</translation>
    </message>
    <message>
      <source>Sentence</source>
      <translation>Frase</translation>
    </message>
    <message>
      <source>Signed</source>
      <translation>Firmadas</translation>
    </message>
    <message>
      <source>Last</source>
      <translation>Última vez</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>Olvidar</translation>
    </message>
    <message>
      <source>Forget all</source>
      <translation>Olvidar todas</translation>
    </message>
    <message>
      <source>Waive</source>
      <translation>Dispensar</translation>
    </message>
    <message>
      <source>Sign in spite of this, with a reason</source>
      <translation>Firmar a pesar de esto, con un motivo</translation>
    </message>
    <message>
      <source>Reason, then Enter (Esc: not)</source>
      <translation>Motivo, después Intro (Esc: no)</translation>
    </message>
    <message>
      <source>Leave it as it is</source>
      <translation>Dejarlo como está</translation>
    </message>
    <message>
      <source>REPORT</source>
      <translation>INFORME</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Cambios</translation>
    </message>
    <message>
      <source>Show below each sentence what was changed in the draft</source>
      <translation>Mostrar bajo cada frase lo que se cambió del borrador</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>Redactar</translation>
    </message>
    <message>
      <source>Draft the report from the accepted findings</source>
      <translation>Redactar el informe con los hallazgos aceptados</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Exportar</translation>
    </message>
    <message>
      <source>Write PDF, DICOM or other files</source>
      <translation>Escribir PDF, DICOM u otros archivos</translation>
    </message>
    <message>
      <source>not provided</source>
      <translation>no aportada</translation>
    </message>
    <message>
      <source>Indication</source>
      <translation>Indicación</translation>
    </message>
    <message>
      <source>Template sentences</source>
      <translation>Frases de plantilla</translation>
    </message>
    <message>
      <source>Draft again</source>
      <translation>Rehacer</translation>
    </message>
    <message>
      <source>{words} words · yours: {median}</source>
      <translation>{words} palabras · las suyas: {median}</translation>
    </message>
    <message>
      <source>1 word</source>
      <translation>1 palabra</translation>
    </message>
    <message>
      <source>{count} words</source>
      <translation>{count} palabras</translation>
    </message>
    <message>
      <source>Half of the reports that you signed in this template are shorter than {median} words</source>
      <translation>La mitad de los informes que firmó con esta plantilla tiene menos de {median} palabras</translation>
    </message>
    <message>
      <source>signed · version {version}</source>
      <translation>firmado · versión {version}</translation>
    </message>
    <message>
      <source>Worded by {name}</source>
      <translation>Redactado por {name}</translation>
    </message>
    <message>
      <source>The report appears here, from the accepted findings.</source>
      <translation>Aquí aparece el informe, a partir de los hallazgos aceptados.</translation>
    </message>
    <message>
      <source>edited by {name}</source>
      <translation>editado por {name}</translation>
    </message>
    <message>
      <source>Go to the place in the images</source>
      <translation>Ir al lugar en las imágenes</translation>
    </message>
    <message>
      <source>by {author}</source>
      <translation>por {author}</translation>
    </message>
    <message>
      <source>1 picture</source>
      <translation>1 imagen</translation>
    </message>
    <message>
      <source>{count} pictures</source>
      <translation>{count} imágenes</translation>
    </message>
    <message>
      <source>uncertainty {percent} %</source>
      <translation>incertidumbre {percent} %</translation>
    </message>
    <message>
      <source>mean</source>
      <translation>media</translation>
    </message>
    <message>
      <source>SD</source>
      <translation>DE</translation>
    </message>
    <message>
      <source>● experimental: not accepted at this site</source>
      <translation>● experimental: no aceptado en este centro</translation>
    </message>
    <message>
      <source>(no description)</source>
      <translation>(sin descripción)</translation>
    </message>
    <message>
      <source>take over</source>
      <translation>tomarlo</translation>
    </message>
    <message>
      <source>leave them</source>
      <translation>dejarlo</translation>
    </message>
    <message>
      <source>share</source>
      <translation>compartir</translation>
    </message>
    <message>
      <source>Change ▾</source>
      <translation>Cambiar ▾</translation>
    </message>
    <message>
      <source>What can be done to the whole segment</source>
      <translation>Lo que se puede hacer con el segmento entero</translation>
    </message>
    <message>
      <source>Radius of the brush</source>
      <translation>Radio del pincel</translation>
    </message>
    <message>
      <source>Ball</source>
      <translation>Bola</translation>
    </message>
    <message>
      <source>Paint through slices, as a ball; else a disc in the plane of the view</source>
      <translation>Pintar a través de los cortes, como bola; si no, como disco en el plano de la vista</translation>
    </message>
    <message>
      <source>What paint does where another segment is</source>
      <translation>Qué hace el pincel donde hay otro segmento</translation>
    </message>
    <message>
      <source>Values</source>
      <translation>Valores</translation>
    </message>
    <message>
      <source>Paint only where the picture's value lies between these</source>
      <translation>Pintar solo donde el valor de la imagen está entre estos</translation>
    </message>
    <message>
      <source>Lowest value painted on</source>
      <translation>Valor más bajo sobre el que se pinta</translation>
    </message>
    <message>
      <source>Highest value painted on</source>
      <translation>Valor más alto sobre el que se pinta</translation>
    </message>
    <message>
      <source>What the scissors do</source>
      <translation>Qué hacen las tijeras</translation>
    </message>
    <message>
      <source>All slices</source>
      <translation>Todos los cortes</translation>
    </message>
    <message>
      <source>Cut through all slices, or only the one on the screen</source>
      <translation>Cortar por todos los cortes o solo por el de la pantalla</translation>
    </message>
    <message>
      <source>How much values may differ from the one clicked</source>
      <translation>Cuánto pueden diferir los valores del señalado</translation>
    </message>
    <message>
      <source>How far from the click a region may grow</source>
      <translation>Hasta qué distancia del clic puede crecer una región</translation>
    </message>
    <message>
      <source>Where others are</source>
      <translation>Donde hay otros</translation>
    </message>
    <message>
      <source>to</source>
      <translation>a</translation>
    </message>
    <message>
      <source>Values alike within ±</source>
      <translation>Valores iguales dentro de ±</translation>
    </message>
    <message>
      <source>Up to, from the click</source>
      <translation>Hasta, desde el clic</translation>
    </message>
    <message>
      <source>min</source>
      <translation>mín</translation>
    </message>
    <message>
      <source>max</source>
      <translation>máx</translation>
    </message>
    <message>
      <source>SEGMENTS</source>
      <translation>SEGMENTOS</translation>
    </message>
    <message>
      <source>Outline only</source>
      <translation>Solo contorno</translation>
    </message>
    <message>
      <source>Show outlines without a fill (O)</source>
      <translation>Mostrar contornos sin relleno (O)</translation>
    </message>
    <message>
      <source>New segment (Ins)</source>
      <translation>Segmento nuevo (Ins)</translation>
    </message>
    <message>
      <source>Show mean, SD, lowest and highest value</source>
      <translation>Mostrar media, DE, valor mínimo y máximo</translation>
    </message>
    <message>
      <source>Statistics</source>
      <translation>Estadística</translation>
    </message>
    <message>
      <source>The segmentation on the images</source>
      <translation>La segmentación sobre las imágenes</translation>
    </message>
    <message>
      <source>Segments</source>
      <translation>Segmentos</translation>
    </message>
    <message>
      <source>Opacity of the fill</source>
      <translation>Opacidad del relleno</translation>
    </message>
    <message>
      <source>Opacity</source>
      <translation>Opacidad</translation>
    </message>
    <message>
      <source>Nothing segmented yet.</source>
      <translation>Aún no hay nada segmentado.</translation>
    </message>
    <message>
      <source>Draw by hand</source>
      <translation>Dibujar a mano</translation>
    </message>
    <message>
      <source>Begin a segment and paint it (Ins)</source>
      <translation>Empezar un segmento y pintarlo (Ins)</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>bloqueado</translation>
    </message>
    <message>
      <source>{told}
{support}, by {author}</source>
      <translation>{told}
{support}, por {author}</translation>
    </message>
    <message>
      <source>from evidence</source>
      <translation>con evidencia</translation>
    </message>
    <message>
      <source>without evidence in the images</source>
      <translation>sin evidencia en las imágenes</translation>
    </message>
    <message>
      <source>Click to take your check mark away</source>
      <translation>Haga clic para quitar su marca de comprobado</translation>
    </message>
    <message>
      <source>Click to mark as checked</source>
      <translation>Haga clic para marcar como comprobada</translation>
    </message>
    <message>
      <source>waived</source>
      <translation>dispensado</translation>
    </message>
    <message>
      <source>Read drawings</source>
      <translation>Leer dibujos</translation>
    </message>
    <message>
      <source>Open {name}</source>
      <translation>Abrir {name}</translation>
    </message>
    <message>
      <source>Opening was stopped.</source>
      <translation>Se paró la apertura.</translation>
    </message>
    <message>
      <source>Choose the series again to open it.</source>
      <translation>Elija la serie otra vez para abrirla.</translation>
    </message>
    <message>
      <source>▲ The findings were changed after signing. An addendum would say so:</source>
      <translation>▲ Los hallazgos se cambiaron después de firmar. Una adenda lo diría:</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Informe</translation>
    </message>
    <message>
      <source>Edit again; signing makes the next version and keeps this one</source>
      <translation>Editar de nuevo; al firmar se hace la versión siguiente y se conserva esta</translation>
    </message>
    <message>
      <source>Sign</source>
      <translation>Firmar</translation>
    </message>
    <message>
      <source>Sign this report (Ctrl+Return)</source>
      <translation>Firmar este informe (Ctrl+Intro)</translation>
    </message>
    <message>
      <source>(no ID)</source>
      <translation>(sin ID)</translation>
    </message>
    <message>
      <source>born {date}</source>
      <translation>nacido el {date}</translation>
    </message>
    <message>
      <source>no birth date</source>
      <translation>sin fecha de nacimiento</translation>
    </message>
    <message>
      <source>Keep “{word}” as a word of mine</source>
      <translation>Guardar «{word}» como palabra mía</translation>
    </message>
    <message>
      <source>Forget “{word}” as a word of mine</source>
      <translation>Olvidar «{word}» como palabra mía</translation>
    </message>
    <message>
      <source>{count} running</source>
      <translation>{count} en curso</translation>
    </message>
    <message>
      <source>Thumbnails</source>
      <translation>Miniaturas</translation>
    </message>
    <message>
      <source>Search elements: a name, a tag, a part of a value</source>
      <translation>Buscar elementos: un nombre, una etiqueta, parte de un valor</translation>
    </message>
    <message>
      <source>Search elements</source>
      <translation>Buscar elementos</translation>
    </message>
    <message>
      <source>Copy the selected elements (Ctrl+C)</source>
      <translation>Copiar los elementos seleccionados (Ctrl+C)</translation>
    </message>
    <message>
      <source>Elements</source>
      <translation>Elementos</translation>
    </message>
    <message>
      <source>{count} found</source>
      <translation>{count} encontrados</translation>
    </message>
    <message>
      <source>{count} elements</source>
      <translation>{count} elementos</translation>
    </message>
    <message>
      <source>left</source>
      <translation>izquierda</translation>
    </message>
    <message>
      <source>right</source>
      <translation>derecha</translation>
    </message>
    <message>
      <source>both sides</source>
      <translation>ambos lados</translation>
    </message>
    <message>
      <source>Words: liver, lower lobe, lymph node …</source>
      <translation>Palabras: hígado, lóbulo inferior, ganglio linfático …</translation>
    </message>
    <message>
      <source>Words of the term</source>
      <translation>Palabras del término</translation>
    </message>
    <message>
      <source>Terms</source>
      <translation>Términos</translation>
    </message>
    <message>
      <source>Side, kept as a code of its own</source>
      <translation>Lado, guardado como código propio</translation>
    </message>
    <message>
      <source>SNOMED CT and DICOM codes of the standard, PS3.16</source>
      <translation>Códigos SNOMED CT y DICOM del estándar, PS3.16</translation>
    </message>
    <message>
      <source>the draft as it was made</source>
      <translation>el borrador tal como se hizo</translation>
    </message>
    <message>
      <source>the version before</source>
      <translation>la versión anterior</translation>
    </message>
    <message>
      <source>the report of now</source>
      <translation>el informe actual</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>nada</translation>
    </message>
    <message>
      <source>Compared with</source>
      <translation>Comparado con</translation>
    </message>
    <message>
      <source>Bring back this version</source>
      <translation>Recuperar esta versión</translation>
    </message>
    <message>
      <source>The report reads like this again; undo takes that back</source>
      <translation>El informe vuelve a decir esto; deshacer lo revierte</translation>
    </message>
    <message>
      <source>proposed</source>
      <translation>propuesto</translation>
    </message>
    <message>
      <source>confirmed</source>
      <translation>confirmado</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>rechazado</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>Fecha</translation>
    </message>
    <message>
      <source>Modality</source>
      <translation>Modalidad</translation>
    </message>
    <message>
      <source>Description</source>
      <translation>Descripción</translation>
    </message>
    <message>
      <source>Series / pictures</source>
      <translation>Series / imágenes</translation>
    </message>
    <message>
      <source>Priors</source>
      <translation>Previos</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Estado</translation>
    </message>
    <message>
      <source>This may be the same patient as another one, or two in one: click to see them side by side</source>
      <translation>Puede ser el mismo paciente que otro, o dos en uno: haga clic para verlos lado a lado</translation>
    </message>
    <message>
      <source>(no date)</source>
      <translation>(sin fecha)</translation>
    </message>
    <message>
      <source>Search name, ID, date, modality, description or report text</source>
      <translation>Buscar nombre, ID, fecha, modalidad, descripción o texto del informe</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>Importar</translation>
    </message>
    <message>
      <source>Bring a folder, files or a zip archive into the library</source>
      <translation>Traer una carpeta, archivos o un archivo zip a la biblioteca</translation>
    </message>
    <message>
      <source>About the study</source>
      <translation>Acerca del estudio</translation>
    </message>
    <message>
      <source>No study matches “{words}”. Clear the search to see all of them.</source>
      <translation>Ningún estudio coincide con «{words}». Borre la búsqueda para verlos todos.</translation>
    </message>
    <message>
      <source>Studies appear here.</source>
      <translation>Aquí aparecen los estudios.</translation>
    </message>
    <message>
      <source>Drop a DICOM folder, files or a zip archive on this window, or use Import.</source>
      <translation>Suelte una carpeta DICOM, archivos o un archivo zip sobre esta ventana, o use Importar.</translation>
    </message>
    <message>
      <source>A synthetic chest CT with a known truth, made on this machine</source>
      <translation>Una TC de tórax sintética con verdad conocida, hecha en este equipo</translation>
    </message>
    <message>
      <source>{text} · {count} new above</source>
      <translation>{text} · {count} nuevos arriba</translation>
    </message>
    <message>
      <source>Status: {status}</source>
      <translation>Estado: {status}</translation>
    </message>
    <message>
      <source>(demonstration)</source>
      <translation>(demostración)</translation>
    </message>
    <message>
      <source>{count} study</source>
      <translation>{count} estudio</translation>
    </message>
    <message>
      <source>{count} studies</source>
      <translation>{count} estudios</translation>
    </message>
    <message>
      <source>imported just now</source>
      <translation>recién importado</translation>
    </message>
    <message>
      <source>Text at {percent} %.</source>
      <translation>Texto al {percent} %.</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Como el sistema</translation>
    </message>
    <message>
      <source>No font of this machine has the letters of this language.</source>
      <translation>Ninguna fuente de este equipo tiene los caracteres de este idioma.</translation>
    </message>
    <message>
      <source>Install one, such as Noto Sans CJK.</source>
      <translation>Instale una, como Noto Sans CJK.</translation>
    </message>
    <message>
      <source>Language: {name}.</source>
      <translation>Idioma: {name}.</translation>
    </message>
    <message>
      <source>The window has it from its next start.</source>
      <translation>La ventana lo tendrá en su próximo inicio.</translation>
    </message>
    <message>
      <source>Make the window anew in this language? It comes back to where you are.</source>
      <translation>¿Volver a abrir la ventana ahora en este idioma? Regresa al lugar donde está.</translation>
    </message>
    <message>
      <source>Make it anew</source>
      <translation>Volver a abrir</translation>
    </message>
    <message>
      <source>There is no report yet.</source>
      <translation>Aún no hay informe.</translation>
    </message>
    <message>
      <source>Draft it first (Ctrl+D).</source>
      <translation>Redáctelo antes (Ctrl+D).</translation>
    </message>
    <message>
      <source>The report is signed.</source>
      <translation>El informe está firmado.</translation>
    </message>
    <message>
      <source>Start an addendum first.</source>
      <translation>Empiece antes una adenda.</translation>
    </message>
    <message>
      <source>Films run to and fro.</source>
      <translation>Las películas van de ida y vuelta.</translation>
    </message>
    <message>
      <source>Films begin again from the first picture.</source>
      <translation>Las películas vuelven a la primera imagen.</translation>
    </message>
    <message>
      <source>Read the times of the series</source>
      <translation>Leer los tiempos de la serie</translation>
    </message>
    <message>
      <source>Shift+C stops, Ctrl+. and Ctrl+, change the speed.</source>
      <translation>Mayús+C para, Ctrl+. y Ctrl+, cambian la velocidad.</translation>
    </message>
    <message>
      <source>Speed {speed}, {rate} pictures a second.</source>
      <translation>Velocidad {speed}, {rate} imágenes por segundo.</translation>
    </message>
    <message>
      <source>Speed {speed}.</source>
      <translation>Velocidad {speed}.</translation>
    </message>
    <message>
      <source>one half or more in {votes} of {looks} looks</source>
      <translation>la mitad o más en {votes} de {looks} miradas</translation>
    </message>
    <message>
      <source>{model}: choose a finding to see where on the picture its score comes from.</source>
      <translation>{model}: elija un hallazgo para ver de qué parte de la imagen viene su puntuación.</translation>
    </message>
    <message>
      <source>Covering what is framed lowers the score most.</source>
      <translation>Al cubrir lo enmarcado es cuando más baja la puntuación.</translation>
    </message>
    <message>
      <source>No place of the picture lowers the score when it is covered.</source>
      <translation>Ninguna parte de la imagen baja la puntuación al cubrirla.</translation>
    </message>
    <message>
      <source>A score is no probability of disease.</source>
      <translation>Una puntuación no es una probabilidad de enfermedad.</translation>
    </message>
    <message>
      <source>Align with prior</source>
      <translation>Alinear con el previo</translation>
    </message>
    <message>
      <source>Bend onto prior</source>
      <translation>Deformar sobre el previo</translation>
    </message>
    <message>
      <source>Both lie in one frame of reference already: nothing has to be aligned.</source>
      <translation>Ambos están ya en un sistema de referencia: no hay que alinear nada.</translation>
    </message>
    <message>
      <source>Set both crosshairs on the same point, then align here again.</source>
      <translation>Ponga ambas cruces en el mismo punto y alinee aquí otra vez.</translation>
    </message>
    <message>
      <source>Viewers are parted until then.</source>
      <translation>Hasta entonces los visores están separados.</translation>
    </message>
    <message>
      <source>Aligned at the crosshairs.</source>
      <translation>Alineado en las cruces.</translation>
    </message>
    <message>
      <source>Aligned with the study of {date}.</source>
      <translation>Alineado con el estudio del {date}.</translation>
    </message>
    <message>
      <source>Look for the same in the prior</source>
      <translation>Buscar lo mismo en el estudio previo</translation>
    </message>
    <message>
      <source>Compare lesions</source>
      <translation>Comparar lesiones</translation>
    </message>
    <message>
      <source>This finding has no place in these pictures, so nothing can be paired with it.</source>
      <translation>Este hallazgo no tiene lugar en estas imágenes, así que nada se puede emparejar con él.</translation>
    </message>
    <message>
      <source>No accepted lesion has a size in the earliest prior, so there are no RECIST targets.</source>
      <translation>Ninguna lesión aceptada tiene tamaño en el estudio previo más antiguo, así que no hay lesiones diana RECIST.</translation>
    </message>
    <message>
      <source>{mm} mm from where it is expected</source>
      <translation>a {mm} mm de donde se espera</translation>
    </message>
    <message>
      <source>The earlier study does not hold this lesion any more.</source>
      <translation>El estudio anterior ya no contiene esta lesión.</translation>
    </message>
    <message>
      <source>Compare again.</source>
      <translation>Compare de nuevo.</translation>
    </message>
    <message>
      <source>Lesions in both studies: {together}; in one of them: {alone}.</source>
      <translation>Lesiones en ambos estudios: {together}; en uno de ellos: {alone}.</translation>
    </message>
    <message>
      <source>There are no lesions to compare.</source>
      <translation>No hay lesiones que comparar.</translation>
    </message>
    <message>
      <source>by the reader</source>
      <translation>por el lector</translation>
    </message>
    <message>
      <source>by the rule</source>
      <translation>por la regla</translation>
    </message>
    <message>
      <source>Describe the view</source>
      <translation>Describir la vista</translation>
    </message>
    <message>
      <source>Show a picture of the open study first.</source>
      <translation>Muestre antes una imagen del estudio abierto.</translation>
    </message>
    <message>
      <source>Add a GGUF file with its projector (mmproj) under Help, Models.</source>
      <translation>Añada un archivo GGUF con su proyector (mmproj) en Ayuda, Modelos.</translation>
    </message>
    <message>
      <source>Each waits to be checked, rewritten or removed before the report can be signed.</source>
      <translation>Cada una debe comprobarse, reescribirse o quitarse antes de firmar el informe.</translation>
    </message>
    <message>
      <source>1 unverified sentence of a model is in the report.</source>
      <translation>Hay 1 frase no verificada de un modelo en el informe.</translation>
    </message>
    <message>
      <source>{count} unverified sentences of a model are in the report.</source>
      <translation>Hay {count} frases no verificadas de un modelo en el informe.</translation>
    </message>
    <message>
      <source>There are no two segmentations of this series with a structure in common.</source>
      <translation>No hay dos segmentaciones de esta serie con una estructura común.</translation>
    </message>
    <message>
      <source>Segment it with two models.</source>
      <translation>Segméntela con dos modelos.</translation>
    </message>
    <message>
      <source>No other series of this study lies in the same frame of reference.</source>
      <translation>Ninguna otra serie de este estudio está en el mismo sistema de referencia.</translation>
    </message>
    <message>
      <source>Register them first.</source>
      <translation>Regístrelas antes.</translation>
    </message>
    <message>
      <source>Where in the images is …?</source>
      <translation>¿Dónde está en las imágenes …?</translation>
    </message>
    <message>
      <source>Look for words in the images</source>
      <translation>Buscar palabras en las imágenes</translation>
    </message>
    <message>
      <source>“{phrase}”: match {score}.</source>
      <translation>«{phrase}»: coincidencia {score}.</translation>
    </message>
    <message>
      <source>Describe a place</source>
      <translation>Describir un lugar</translation>
    </message>
    <message>
      <source>{count} places are framed.</source>
      <translation>{count} lugares están enmarcados.</translation>
    </message>
    <message>
      <source>These pictures form no volume.</source>
      <translation>Estas imágenes no forman un volumen.</translation>
    </message>
    <message>
      <source>Nothing is outlined here, so no organ is named (Ctrl+G).</source>
      <translation>Aquí no hay nada delineado, por eso no se nombra ningún órgano (Ctrl+G).</translation>
    </message>
    <message>
      <source>Nothing was asked for.</source>
      <translation>No se ha pedido nada.</translation>
    </message>
    <message>
      <source>Not located: “{phrase}”.</source>
      <translation>No localizado: «{phrase}».</translation>
    </message>
    <message>
      <source>Not assessed: “{phrase}”.</source>
      <translation>No evaluado: «{phrase}».</translation>
    </message>
    <message>
      <source>Open that series and ask again.</source>
      <translation>Abra esa serie y pregunte de nuevo.</translation>
    </message>
    <message>
      <source>“{phrase}” lies on another series of this study.</source>
      <translation>«{phrase}» está en otra serie de este estudio.</translation>
    </message>
    <message>
      <source>{name}: {size} in the library ({pictures} {originals}, decoded {unpacked}, masks {masks}).</source>
      <translation>{name}: {size} en la biblioteca ({pictures} {originals}, descodificado {unpacked}, máscaras {masks}).</translation>
    </message>
    <message>
      <source>Delete {name} with its picture, {size}? This cannot be undone.</source>
      <translation>¿Eliminar {name} con su imagen, {size}? No se puede deshacer.</translation>
    </message>
    <message>
      <source>Delete {name} with its {count} pictures, {size}? This cannot be undone.</source>
      <translation>¿Eliminar {name} con sus {count} imágenes, {size}? No se puede deshacer.</translation>
    </message>
    <message>
      <source>The log of edits keeps what was done to it.</source>
      <translation>El registro de cambios conserva lo que se hizo con él.</translation>
    </message>
    <message>
      <source>Take them out</source>
      <translation>Sacarlas</translation>
    </message>
    <message>
      <source>Another {size} lie where they were imported from.</source>
      <translation>Otros {size} están donde se importaron.</translation>
    </message>
    <message>
      <source>This study has a signed report, so it is not deleted here.</source>
      <translation>Este estudio tiene un informe firmado, así que no se elimina aquí.</translation>
    </message>
    <message>
      <source>Archive it instead. Who must delete it uses `lightbox delete --even-signed`.</source>
      <translation>Archívelo. Quien deba eliminarlo usa `lightbox delete --even-signed`.</translation>
    </message>
    <message>
      <source>Deleted {name}: {size}.</source>
      <translation>Se eliminó {name}: {size}.</translation>
    </message>
    <message>
      <source>The library is {size} smaller.</source>
      <translation>La biblioteca ocupa {size} menos.</translation>
    </message>
    <message>
      <source>{name} opens from {folder} now.</source>
      <translation>{name} se abre ahora desde {folder}.</translation>
    </message>
    <message>
      <source>No study is selected.</source>
      <translation>No hay ningún estudio seleccionado.</translation>
    </message>
    <message>
      <source>Select one in the worklist.</source>
      <translation>Seleccione uno en la lista de trabajo.</translation>
    </message>
    <message>
      <source>Compare patients</source>
      <translation>Comparar pacientes</translation>
    </message>
    <message>
      <source>Import a folder</source>
      <translation>Importar una carpeta</translation>
    </message>
    <message>
      <source>Make the demonstration study</source>
      <translation>Hacer el estudio de demostración</translation>
    </message>
    <message>
      <source>Prepare the pictures</source>
      <translation>Preparar las imágenes</translation>
    </message>
    <message>
      <source>Read the objects beside the pictures</source>
      <translation>Leer los objetos junto a las imágenes</translation>
    </message>
    <message>
      <source>Import files or a zip archive</source>
      <translation>Importar archivos o un archivo zip</translation>
    </message>
    <message>
      <source>Import {name}</source>
      <translation>Importar {name}</translation>
    </message>
    <message>
      <source>Not every object beside the pictures could be read.</source>
      <translation>No se pudo leer cada objeto junto a las imágenes.</translation>
    </message>
    <message>
      <source>Import again to go on.</source>
      <translation>Importe otra vez para seguir.</translation>
    </message>
    <message>
      <source>There is no DICOM study in what was given.</source>
      <translation>No hay ningún estudio DICOM en lo que se dio.</translation>
    </message>
    <message>
      <source>Enter opens the selected study.</source>
      <translation>Intro abre el estudio seleccionado.</translation>
    </message>
    <message>
      <source>Scroll one alone with links off (Alt+L), then link them as they stand (Alt+Shift+L).</source>
      <translation>Recorra uno solo sin enlaces (Alt+L) y enlácelos luego como están (Alt+Mayús+L).</translation>
    </message>
    <message>
      <source>Viewers scroll together.</source>
      <translation>Los visores se desplazan juntos.</translation>
    </message>
    <message>
      <source>Viewers scroll each for itself.</source>
      <translation>Los visores se desplazan cada uno por separado.</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified together.</source>
      <translation>Los visores se mueven y amplían juntos.</translation>
    </message>
    <message>
      <source>Viewers are moved and magnified each for itself.</source>
      <translation>Los visores se mueven y amplían por separado.</translation>
    </message>
    <message>
      <source>Viewers share one window.</source>
      <translation>Los visores comparten una ventana.</translation>
    </message>
    <message>
      <source>Viewers have windows of their own.</source>
      <translation>Los visores tienen ventanas propias.</translation>
    </message>
    <message>
      <source>What is this hanging protocol called?</source>
      <translation>¿Cómo se llama este protocolo de presentación?</translation>
    </message>
    <message>
      <source>No earlier study of this patient has pictures of this kind.</source>
      <translation>Ningún estudio anterior de este paciente tiene imágenes de este tipo.</translation>
    </message>
    <message>
      <source>The study of {date} stands beside this one.</source>
      <translation>El estudio del {date} está al lado de este.</translation>
    </message>
    <message>
      <source>Viewers of different frames of reference are no longer linked.</source>
      <translation>Los visores de distintos sistemas de referencia ya no están enlazados.</translation>
    </message>
    <message>
      <source>Viewers scroll together from where they stand.</source>
      <translation>Los visores se recorren juntos desde donde están.</translation>
    </message>
    <message>
      <source>Layouts (Alt+1 to Alt+9) and series go to the window of the viewer that was clicked last.</source>
      <translation>Las disposiciones (Alt+1 a Alt+9) y las series van a la ventana del visor en que se hizo clic por última vez.</translation>
    </message>
    <message>
      <source>There is no hanging protocol.</source>
      <translation>No hay ningún protocolo de presentación.</translation>
    </message>
    <message>
      <source>Saved the hanging protocol {name}.</source>
      <translation>Se guardó el protocolo de presentación {name}.</translation>
    </message>
    <message>
      <source>The pictures are in the other window. Alt+M brings the viewer back that was clicked last; a series can be dragged here.</source>
      <translation>Las imágenes están en la otra ventana. Alt+M devuelve el visor en que se hizo clic por último; aquí se puede arrastrar una serie.</translation>
    </message>
    <message>
      <source>Read stored values</source>
      <translation>Leer los valores almacenados</translation>
    </message>
    <message>
      <source>Hold a ruler to the scale: projectors, remote and scaled screens tell wrong sizes; a radiograph is magnified.</source>
      <translation>Acerque una regla a la escala: proyectores y pantallas remotas o escaladas dicen tamaños falsos; una radiografía está ampliada.</translation>
    </message>
    <message>
      <source>Nothing says how large a pixel of this picture is.</source>
      <translation>Nada dice cuánto mide un píxel de esta imagen.</translation>
    </message>
    <message>
      <source>Calibrate it by a known length (K).</source>
      <translation>Calíbrela con una longitud conocida (K).</translation>
    </message>
    <message>
      <source>The screen does not tell how large it is.</source>
      <translation>La pantalla no dice cuánto mide.</translation>
    </message>
    <message>
      <source>True size for a screen that is {width} cm wide, as it tells itself.</source>
      <translation>Tamaño real para una pantalla que, según ella misma, mide {width} cm de ancho.</translation>
    </message>
    <message>
      <source>Drop the outline</source>
      <translation>Descartar el contorno</translation>
    </message>
    <message>
      <source>Ctrl+Z takes it back.</source>
      <translation>Ctrl+Z lo deshace.</translation>
    </message>
    <message>
      <source>That lies outside the images.</source>
      <translation>Eso está fuera de las imágenes.</translation>
    </message>
    <message>
      <source>Mark something inside them.</source>
      <translation>Marque algo dentro de ellas.</translation>
    </message>
    <message>
      <source>The outline of “{name}” is not kept yet. Marks: {count}.</source>
      <translation>El contorno de «{name}» aún no se ha guardado. Marcas: {count}.</translation>
    </message>
    <message>
      <source>it has no voxels now</source>
      <translation>ahora no tiene vóxeles</translation>
    </message>
    <message>
      <source>“{name}” is kept: {size}.</source>
      <translation>«{name}» se ha guardado: {size}.</translation>
    </message>
    <message>
      <source>Nothing is marked yet.</source>
      <translation>Aún no hay nada marcado.</translation>
    </message>
    <message>
      <source>Click inside the structure, or leave with Escape.</source>
      <translation>Haga clic dentro de la estructura o abandone con Esc.</translation>
    </message>
    <message>
      <source>The outline is empty: there is nothing to keep.</source>
      <translation>El contorno está vacío: no hay nada que conservar.</translation>
    </message>
    <message>
      <source>Mark the inside, or leave with Escape.</source>
      <translation>Marque el interior o abandone con Esc.</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>Parado.</translation>
    </message>
    <message>
      <source>The mark stays: mark again, or take it back.</source>
      <translation>La marca queda: marque otra vez o quítela.</translation>
    </message>
    <message>
      <source>Radiomics</source>
      <translation>Radiómica</translation>
    </message>
    <message>
      <source>No segment is in hand.</source>
      <translation>No hay ningún segmento en mano.</translation>
    </message>
    <message>
      <source>Click its name in the list.</source>
      <translation>Haga clic en su nombre en la lista.</translation>
    </message>
    <message>
      <source>No segments are on the images.</source>
      <translation>No hay segmentos sobre las imágenes.</translation>
    </message>
    <message>
      <source>Segments on the clipboard, as a table: {count}.</source>
      <translation>Segmentos en el portapapeles, como tabla: {count}.</translation>
    </message>
    <message>
      <source>Measure on them by hand.</source>
      <translation>Mida en ellas a mano.</translation>
    </message>
    <message>
      <source>There is no report that could be changed.</source>
      <translation>No hay ningún informe que se pueda cambiar.</translation>
    </message>
    <message>
      <source>Draft it (Ctrl+D), or start an addendum.</source>
      <translation>Redáctelo (Ctrl+D) o empiece una adenda.</translation>
    </message>
    <message>
      <source>Measure with the ruler (R) or in two directions (Shift+R), then press F.</source>
      <translation>Mida con la regla (R) o en dos direcciones (Mayús+R) y pulse F.</translation>
    </message>
    <message>
      <source>Undo, or reject one of them.</source>
      <translation>Deshaga o rechace uno de ellos.</translation>
    </message>
    <message>
      <source>Its value can be copied with the table.</source>
      <translation>Su valor se puede copiar con la tabla.</translation>
    </message>
    <message>
      <source>Measurements on the clipboard, as a table: {count}.</source>
      <translation>Mediciones en el portapapeles, como tabla: {count}.</translation>
    </message>
    <message>
      <source>It is a finding already.</source>
      <translation>Ya es un hallazgo.</translation>
    </message>
    <message>
      <source>What is selected has no size.</source>
      <translation>Lo seleccionado no tiene tamaño.</translation>
    </message>
    <message>
      <source>There is no size that is not a finding yet.</source>
      <translation>No hay ningún tamaño que no sea ya un hallazgo.</translation>
    </message>
    <message>
      <source>This may be the {finding} already listed.</source>
      <translation>Este puede ser el hallazgo ya listado: {finding}.</translation>
    </message>
    <message>
      <source>There is no size or angle to report: {kind}.</source>
      <translation>No hay tamaño ni ángulo para el informe: {kind}.</translation>
    </message>
    <message>
      <source>Add a model pack from a file</source>
      <translation>Añadir un paquete de modelo desde un archivo</translation>
    </message>
    <message>
      <source>A folder of cases with references</source>
      <translation>Una carpeta de casos con referencias</translation>
    </message>
    <message>
      <source>Accept the model</source>
      <translation>Aceptar el modelo</translation>
    </message>
    <message>
      <source>Remove the model</source>
      <translation>Quitar el modelo</translation>
    </message>
    <message>
      <source>Add a model pack from a folder</source>
      <translation>Añadir un paquete de modelo desde una carpeta</translation>
    </message>
    <message>
      <source>Install it marked so</source>
      <translation>Instalarlo así marcado</translation>
    </message>
    <message>
      <source>No series is open.</source>
      <translation>No hay ninguna serie abierta.</translation>
    </message>
    <message>
      <source>Open a study first.</source>
      <translation>Abra antes un estudio.</translation>
    </message>
    <message>
      <source>See Help, Models.</source>
      <translation>Véase Ayuda, Modelos.</translation>
    </message>
    <message>
      <source>No lungs were found by this model in this series.</source>
      <translation>Este modelo no encontró pulmones en esta serie.</translation>
    </message>
    <message>
      <source>Lung nodules are looked for inside lungs.</source>
      <translation>Los nódulos pulmonares se buscan dentro de los pulmones.</translation>
    </message>
    <message>
      <source>made for: {parts}</source>
      <translation>hecho para: {parts}</translation>
    </message>
    <message>
      <source>Bring segmentations along</source>
      <translation>Llevar consigo las segmentaciones</translation>
    </message>
    <message>
      <source>Bring along</source>
      <translation>Llevar consigo</translation>
    </message>
    <message>
      <source>More pictures of this series came after this was made: {names}.</source>
      <translation>Después de crearse esto llegaron más imágenes de la serie: {names}.</translation>
    </message>
    <message>
      <source>Export the reformat to</source>
      <translation>Exportar el reformateo a</translation>
    </message>
    <message>
      <source>Export the reformat</source>
      <translation>Exportar el reformateo</translation>
    </message>
    <message>
      <source>Lay the plane along the line flat</source>
      <translation>Extender el plano a lo largo de la línea</translation>
    </message>
    <message>
      <source>Values over time</source>
      <translation>Valores en el tiempo</translation>
    </message>
    <message>
      <source>No line is selected.</source>
      <translation>No hay ninguna línea seleccionada.</translation>
    </message>
    <message>
      <source>Draw one of several points (L), and select it.</source>
      <translation>Dibuje una de varios puntos (L) y selecciónela.</translation>
    </message>
    <message>
      <source>Follow the line</source>
      <translation>Seguir la línea</translation>
    </message>
    <message>
      <source>1 picture is in {folder}.</source>
      <translation>1 imagen está en {folder}.</translation>
    </message>
    <message>
      <source>{count} pictures are in {folder}.</source>
      <translation>{count} imágenes están en {folder}.</translation>
    </message>
    <message>
      <source>Export to</source>
      <translation>Exportar a</translation>
    </message>
    <message>
      <source>Export the corrections of drafts</source>
      <translation>Exportar las correcciones de borradores</translation>
    </message>
    <message>
      <source>Put the cursor into a sentence of the report first.</source>
      <translation>Ponga antes el cursor en una frase del informe.</translation>
    </message>
    <message>
      <source>Nothing was measured on an accepted finding.</source>
      <translation>No se midió nada en un hallazgo aceptado.</translation>
    </message>
    <message>
      <source>Measure one and accept it, then try again.</source>
      <translation>Mida uno, acéptelo e inténtelo de nuevo.</translation>
    </message>
    <message>
      <source>Draft and final text of 1 signed report, without names and dates; pairs of sentences: {pairs}</source>
      <translation>Borrador y texto final de 1 informe firmado, sin nombres ni fechas; pares de frases: {pairs}</translation>
    </message>
    <message>
      <source>Draft and final text of {count} signed reports, without names and dates; pairs of sentences: {pairs}</source>
      <translation>Borrador y texto final de {count} informes firmados, sin nombres ni fechas; pares de frases: {pairs}</translation>
    </message>
    <message>
      <source>Who was told, how, and was it read back?</source>
      <translation>¿A quién se informó, cómo, y se repitió en voz alta?</translation>
    </message>
    <message>
      <source>This report has no critical result.</source>
      <translation>Este informe no contiene ningún resultado crítico.</translation>
    </message>
    <message>
      <source>The list is resources/terms/critical.toml.</source>
      <translation>La lista es resources/terms/critical.toml.</translation>
    </message>
    <message>
      <source>Signed.</source>
      <translation>Firmado.</translation>
    </message>
    <message>
      <source>Ctrl+Shift+C copies it as text; Ctrl+E writes PDF and DICOM.</source>
      <translation>Ctrl+Mayús+C lo copia como texto; Ctrl+E escribe PDF y DICOM.</translation>
    </message>
    <message>
      <source>The signed report is on the clipboard.</source>
      <translation>El informe firmado está en el portapapeles.</translation>
    </message>
    <message>
      <source>Open the study and wait for its images first.</source>
      <translation>Abra el estudio y espere antes a sus imágenes.</translation>
    </message>
    <message>
      <source>No finding is accepted, so the report says that nothing was found.</source>
      <translation>Ningún hallazgo está aceptado, así que el informe dice que no se encontró nada.</translation>
    </message>
    <message>
      <source>Accept findings with Space.</source>
      <translation>Acepte hallazgos con Espacio.</translation>
    </message>
    <message>
      <source>Nothing stands in the way of signing.</source>
      <translation>Nada impide firmar.</translation>
    </message>
    <message>
      <source>Segments share voxels: each is whole in one of several NIfTI files.</source>
      <translation>Hay segmentos que comparten vóxeles: cada uno queda entero en uno de varios archivos NIfTI.</translation>
    </message>
    <message>
      <source>Files to be written: {files}.</source>
      <translation>Archivos que se escribirán: {files}.</translation>
    </message>
    <message>
      <source>The file is not valid.</source>
      <translation>El archivo no es válido.</translation>
    </message>
    <message>
      <source>{wrong} of {count} files are not valid.</source>
      <translation>{wrong} de {count} archivos no son válidos.</translation>
    </message>
    <message>
      <source>{reasons} They are in {folder}.</source>
      <translation>{reasons} Están en {folder}.</translation>
    </message>
    <message>
      <source>1 file written and read back:</source>
      <translation>1 archivo escrito y releído:</translation>
    </message>
    <message>
      <source>{count} files written and read back:</source>
      <translation>{count} archivos escritos y releídos:</translation>
    </message>
    <message>
      <source>What was found, and where?</source>
      <translation>¿Qué se encontró y dónde?</translation>
    </message>
    <message>
      <source>What is this segment?</source>
      <translation>¿Qué es este segmento?</translation>
    </message>
    <message>
      <source>Which values is it to hold instead of what it holds? From, to</source>
      <translation>¿Qué valores debe contener en lugar de lo que contiene? De, a</translation>
    </message>
    <message>
      <source>Otsu's threshold</source>
      <translation>Umbral de Otsu</translation>
    </message>
    <message>
      <source>Remove islands smaller than how many ml?</source>
      <translation>¿Quitar islas menores de cuántos ml?</translation>
    </message>
    <message>
      <source>Split islands</source>
      <translation>Separar islas</translation>
    </message>
    <message>
      <source>How many millimetres larger? With a minus, smaller</source>
      <translation>¿Cuántos milímetros más grande? Con signo menos, más pequeño</translation>
    </message>
    <message>
      <source>How many millimetres thick is the wall?</source>
      <translation>¿Cuántos milímetros de grosor tiene la pared?</translation>
    </message>
    <message>
      <source>Measure the segments</source>
      <translation>Medir los segmentos</translation>
    </message>
    <message>
      <source>Grow a region</source>
      <translation>Hacer crecer una región</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Umbral</translation>
    </message>
    <message>
      <source>Remove small islands</source>
      <translation>Quitar islas pequeñas</translation>
    </message>
    <message>
      <source>Margin</source>
      <translation>Margen</translation>
    </message>
    <message>
      <source>Hollow</source>
      <translation>Ahuecar</translation>
    </message>
    <message>
      <source>Over how many millimetres?</source>
      <translation>¿Sobre cuántos milímetros?</translation>
    </message>
    <message>
      <source>There is no other segment to combine it with.</source>
      <translation>No hay otro segmento con el que combinarlo.</translation>
    </message>
    <message>
      <source>Click its name in the list, or begin a new one.</source>
      <translation>Haga clic en su nombre en la lista o empiece uno nuevo.</translation>
    </message>
    <message>
      <source>The segment now holds all above {value}.</source>
      <translation>El segmento contiene ahora todo lo superior a {value}.</translation>
    </message>
    <message>
      <source>Fill holes</source>
      <translation>Rellenar huecos</translation>
    </message>
    <message>
      <source>Smooth</source>
      <translation>Suavizar</translation>
    </message>
    <message>
      <source>Fill between slices</source>
      <translation>Rellenar entre cortes</translation>
    </message>
    <message>
      <source>Undo it and let values differ less, or set the reach higher.</source>
      <translation>Deshágalo y permita menos diferencia de valores, o aumente el alcance.</translation>
    </message>
    <message>
      <source>The template requires this line.</source>
      <translation>La plantilla exige esta línea.</translation>
    </message>
    <message>
      <source>Write there that it does not apply, if so.</source>
      <translation>Si no procede, escríbalo ahí.</translation>
    </message>
    <message>
      <source>Read the mask</source>
      <translation>Leer la máscara</translation>
    </message>
    <message>
      <source>The file names no mask: frame 1 is subtracted.</source>
      <translation>El archivo no indica ninguna máscara: se resta el fotograma 1.</translation>
    </message>
    <message>
      <source>Another frame becomes the mask by its own command in the menu View, Films.</source>
      <translation>Otro fotograma se convierte en máscara con su comando en el menú Ver, Películas.</translation>
    </message>
    <message>
      <source>Read the elements</source>
      <translation>Leer los elementos</translation>
    </message>
    <message>
      <source>Import segments (NRRD or NIfTI label map, STL surfaces)</source>
      <translation>Importar segmentos (mapa de etiquetas NRRD o NIfTI, superficies STL)</translation>
    </message>
    <message>
      <source>Import segments</source>
      <translation>Importar segmentos</translation>
    </message>
    <message>
      <source>Several label maps cannot be imported at once.</source>
      <translation>No se pueden importar varios mapas de etiquetas a la vez.</translation>
    </message>
    <message>
      <source>Choose one of them, or several STL surfaces.</source>
      <translation>Elija uno de ellos o varias superficies STL.</translation>
    </message>
    <message>
      <source>DICOM segmentations and structure sets are imported as files of the study.</source>
      <translation>Las segmentaciones DICOM y los conjuntos de estructuras se importan como archivos del estudio.</translation>
    </message>
    <message>
      <source>1 segment of {name} is on the pictures.</source>
      <translation>1 segmento de {name} está sobre las imágenes.</translation>
    </message>
    <message>
      <source>{count} segments of {name} are on the pictures.</source>
      <translation>{count} segmentos de {name} están sobre las imágenes.</translation>
    </message>
    <message>
      <source>This template has no structures to be marked as reviewed.</source>
      <translation>Esta plantilla no tiene estructuras que marcar como revisadas.</translation>
    </message>
    <message>
      <source>Choose another template in the menu Report.</source>
      <translation>Elija otra plantilla en el menú Informe.</translation>
    </message>
    <message>
      <source>Nothing is left to fill in.</source>
      <translation>No queda nada por rellenar.</translation>
    </message>
    <message>
      <source>Moving picture (GIF)</source>
      <translation>Imagen en movimiento (GIF)</translation>
    </message>
    <message>
      <source>turns without end, for slides and messages</source>
      <translation>gira sin fin, para diapositivas y mensajes</translation>
    </message>
    <message>
      <source>Film (AVI)</source>
      <translation>Película (AVI)</translation>
    </message>
    <message>
      <source>three turns, for players of films</source>
      <translation>tres giros, para reproductores de vídeo</translation>
    </message>
    <message>
      <source>Export the turntable to</source>
      <translation>Exportar la rotación a</translation>
    </message>
    <message>
      <source>Export the turntable</source>
      <translation>Exportar la rotación</translation>
    </message>
    <message>
      <source>There are no visible segments.</source>
      <translation>No hay segmentos visibles.</translation>
    </message>
    <message>
      <source>Segment the series, or show the segments (G).</source>
      <translation>Segmente la serie o muestre los segmentos (G).</translation>
    </message>
    <message>
      <source>The scissors took nothing away.</source>
      <translation>Las tijeras no quitaron nada.</translation>
    </message>
    <message>
      <source>There is no volume to show in 3D.</source>
      <translation>No hay ningún volumen que mostrar en 3D.</translation>
    </message>
    <message>
      <source>Open a series of slices.</source>
      <translation>Abra una serie de cortes.</translation>
    </message>
    <message>
      <source>3D is not there yet.</source>
      <translation>El 3D aún no está.</translation>
    </message>
    <message>
      <source>Show the 3D view (M) and wait a moment.</source>
      <translation>Muestre la vista 3D (M) y espere un momento.</translation>
    </message>
    <message>
      <source>One turn is in {path}.</source>
      <translation>Una vuelta está en {path}.</translation>
    </message>
    <message>
      <source>Keys 1, 2 and 0 work here.</source>
      <translation>Aquí sirven las teclas 1, 2 y 0.</translation>
    </message>
    <message>
      <source>The file has no other window.</source>
      <translation>El archivo no tiene otra ventana.</translation>
    </message>
    <message>
      <source>The number keys have more.</source>
      <translation>Las teclas de números tienen más.</translation>
    </message>
    <message>
      <source>CT in stored values</source>
      <translation>TC en valores almacenados</translation>
    </message>
    <message>
      <source>not CT</source>
      <translation>no es TC</translation>
    </message>
    <message>
      <source>Key {key} is a window in Hounsfield units; this is {unit}.</source>
      <translation>La tecla {key} es una ventana en unidades Hounsfield; esto es {unit}.</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Ventana</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Colores</translation>
    </message>
    <message>
      <source>Films</source>
      <translation>Películas</translation>
    </message>
    <message>
      <source>Reformats</source>
      <translation>Reformateos</translation>
    </message>
    <message>
      <source>Fusion</source>
      <translation>Fusión</translation>
    </message>
    <message>
      <source>Panels</source>
      <translation>Paneles</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>Estudio</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>Edición</translation>
    </message>
    <message>
      <source>View</source>
      <translation>Ver</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>Medir</translation>
    </message>
    <message>
      <source>3D</source>
      <translation>3D</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Ayuda</translation>
    </message>
    <message>
      <source>Start the decoders</source>
      <translation>Iniciar los decodificadores</translation>
    </message>
    <message>
      <source>Back up the library</source>
      <translation>Hacer copia de la biblioteca</translation>
    </message>
    <message>
      <source>Open one from the worklist.</source>
      <translation>Abra uno desde la lista de trabajo.</translation>
    </message>
    <message>
      <source>Stopped: {what}.</source>
      <translation>Parado: {what}.</translation>
    </message>
    <message>
      <source>How much of the colour is seen</source>
      <translation>Cuánto se ve del color</translation>
    </message>
    <message>
      <source>{name} view</source>
      <translation>vista {name}</translation>
    </message>
    <message>
      <source>{count} volumes</source>
      <translation>{count} volúmenes</translation>
    </message>
    <message>
      <source>Series</source>
      <translation>Serie</translation>
    </message>
    <message>
      <source>ruler</source>
      <translation>regla</translation>
    </message>
    <message>
      <source>polyline</source>
      <translation>polilínea</translation>
    </message>
    <message>
      <source>bidirectional</source>
      <translation>dos direcciones</translation>
    </message>
    <message>
      <source>angle</source>
      <translation>ángulo</translation>
    </message>
    <message>
      <source>cobb angle</source>
      <translation>ángulo de Cobb</translation>
    </message>
    <message>
      <source>rectangle</source>
      <translation>rectángulo</translation>
    </message>
    <message>
      <source>ellipse</source>
      <translation>elipse</translation>
    </message>
    <message>
      <source>freehand</source>
      <translation>a mano</translation>
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
      <translation>flecha</translation>
    </message>
    <message>
      <source>text</source>
      <translation>texto</translation>
    </message>
    <message>
      <source>probe</source>
      <translation>valor</translation>
    </message>
    <message>
      <source>vertebra</source>
      <translation>vértebra</translation>
    </message>
    <message>
      <source>calibration</source>
      <translation>calibración</translation>
    </message>
    <message>
      <source>brush</source>
      <translation>pincel</translation>
    </message>
    <message>
      <source>eraser</source>
      <translation>goma</translation>
    </message>
    <message>
      <source>scissors</source>
      <translation>tijeras</translation>
    </message>
    <message>
      <source>grow region</source>
      <translation>crecer región</translation>
    </message>
    <message>
      <source>fill region</source>
      <translation>rellenar región</translation>
    </message>
    <message>
      <source>turn planes</source>
      <translation>girar planos</translation>
    </message>
    <message>
      <source>select</source>
      <translation>seleccionar</translation>
    </message>
    <message>
      <source>crosshair</source>
      <translation>cruz</translation>
    </message>
    <message>
      <source>window level</source>
      <translation>ventana y nivel</translation>
    </message>
    <message>
      <source>region window</source>
      <translation>ventana de región</translation>
    </message>
    <message>
      <source>pan</source>
      <translation>desplazar</translation>
    </message>
    <message>
      <source>zoom</source>
      <translation>ampliar</translation>
    </message>
    <message>
      <source>scroll</source>
      <translation>recorrer</translation>
    </message>
    <message>
      <source>CPU ray casting</source>
      <translation>trazado de rayos en CPU</translation>
    </message>
    <message>
      <source>scissors: draw around what goes</source>
      <translation>tijeras: rodee lo que se quita</translation>
    </message>
    <message>
      <source>coarse</source>
      <translation>basto</translation>
    </message>
    <message>
      <source>gap {size} mm</source>
      <translation>separación {size} mm</translation>
    </message>
    <message>
      <source>{count} y</source>
      <translation>{count} a</translation>
    </message>
    <message>
      <source>{count} mo</source>
      <translation>{count} m</translation>
    </message>
    <message>
      <source>thickness {size} mm</source>
      <translation>grosor {size} mm</translation>
    </message>
    <message>
      <source>step {size} mm</source>
      <translation>paso {size} mm</translation>
    </message>
    <message>
      <source>no name</source>
      <translation>sin nombre</translation>
    </message>
    <message>
      <source>lossy</source>
      <translation>con pérdida</translation>
    </message>
    <message>
      <source>as acquired</source>
      <translation>como se adquirió</translation>
    </message>
    <message>
      <source>resampled</source>
      <translation>remuestreado</translation>
    </message>
    <message>
      <source>Frame</source>
      <translation>Fotograma</translation>
    </message>
    <message>
      <source>colour</source>
      <translation>color</translation>
    </message>
    <message>
      <source>contrast</source>
      <translation>contraste</translation>
    </message>
    <message>
      <source>oblique</source>
      <translation>oblicuo</translation>
    </message>
    <message>
      <source>mirrored</source>
      <translation>reflejado</translation>
    </message>
    <message>
      <source>stored {number}</source>
      <translation>almacenado {number}</translation>
    </message>
    <message>
      <source>value {number}</source>
      <translation>valor {number}</translation>
    </message>
    <message>
      <source>padding: no picture</source>
      <translation>relleno: sin imagen</translation>
    </message>
    <message>
      <source>shade {number} of 255</source>
      <translation>gris {number} de 255</translation>
    </message>
    <message>
      <source>column {number}</source>
      <translation>columna {number}</translation>
    </message>
    <message>
      <source>row {number}</source>
      <translation>fila {number}</translation>
    </message>
    <message>
      <source>hot iron</source>
      <translation>hierro candente</translation>
    </message>
    <message>
      <source>PET</source>
      <translation>PET</translation>
    </message>
    <message>
      <source>PET 20 step</source>
      <translation>PET en 20 pasos</translation>
    </message>
    <message>
      <source>hot metal blue</source>
      <translation>metal candente azul</translation>
    </message>
    <message>
      <source>rainbow</source>
      <translation>arcoíris</translation>
    </message>
    <message>
      <source>spring</source>
      <translation>primavera</translation>
    </message>
    <message>
      <source>summer</source>
      <translation>verano</translation>
    </message>
    <message>
      <source>fall</source>
      <translation>otoño</translation>
    </message>
    <message>
      <source>winter</source>
      <translation>invierno</translation>
    </message>
    <message>
      <source>{lowest} to {highest}</source>
      <translation>{lowest} a {highest}</translation>
    </message>
    <message>
      <source>colour: no value</source>
      <translation>color: sin valor</translation>
    </message>
    <message>
      <source>minus frame {numbers}</source>
      <translation>menos fotograma {numbers}</translation>
    </message>
    <message>
      <source>mean {value}</source>
      <translation>media {value}</translation>
    </message>
    <message>
      <source>not subtracted</source>
      <translation>sin sustracción</translation>
    </message>
    <message>
      <source>mask moved {right} / {down} px</source>
      <translation>máscara movida {right} / {down} px</translation>
    </message>
    <message>
      <source>colour: no values</source>
      <translation>color: sin valores</translation>
    </message>
    <message>
      <source>peak {value}</source>
      <translation>pico {value}</translation>
    </message>
    <message>
      <source>max {value}</source>
      <translation>máx. {value}</translation>
    </message>
    <message>
      <source>left button, drag</source>
      <translation>botón izquierdo, arrastrar</translation>
    </message>
    <message>
      <source>the tool in hand (a click without one selects, or moves the crosshair)</source>
      <translation>la herramienta en mano (un clic sin ninguna selecciona o mueve la cruz)</translation>
    </message>
    <message>
      <source>turn the body</source>
      <translation>girar el cuerpo</translation>
    </message>
    <message>
      <source>right button, drag</source>
      <translation>botón derecho, arrastrar</translation>
    </message>
    <message>
      <source>window and level</source>
      <translation>ventana y nivel</translation>
    </message>
    <message>
      <source>magnify</source>
      <translation>ampliar</translation>
    </message>
    <message>
      <source>middle button, drag</source>
      <translation>botón central, arrastrar</translation>
    </message>
    <message>
      <source>move the picture</source>
      <translation>mover la imagen</translation>
    </message>
    <message>
      <source>wheel</source>
      <translation>rueda</translation>
    </message>
    <message>
      <source>through the pictures</source>
      <translation>por las imágenes</translation>
    </message>
    <message>
      <source>wheel + control</source>
      <translation>rueda + Ctrl</translation>
    </message>
    <message>
      <source>wheel + shift</source>
      <translation>rueda + Mayús</translation>
    </message>
    <message>
      <source>a larger or smaller brush</source>
      <translation>un pincel mayor o menor</translation>
    </message>
    <message>
      <source>wheel + control + shift</source>
      <translation>rueda + Ctrl + Mayús</translation>
    </message>
    <message>
      <source>a thicker or thinner slab</source>
      <translation>un bloque más grueso o más fino</translation>
    </message>
    <message>
      <source>left button, double click</source>
      <translation>botón izquierdo, doble clic</translation>
    </message>
    <message>
      <source>one view, or all four again</source>
      <translation>una vista o de nuevo las cuatro</translation>
    </message>
    <message>
      <source>supported</source>
      <translation>respaldado</translation>
    </message>
    <message>
      <source>unsupported</source>
      <translation>sin respaldo</translation>
    </message>
    <message>
      <source>contradicted</source>
      <translation>contradicho</translation>
    </message>
    <message>
      <source>not checkable</source>
      <translation>no comprobable</translation>
    </message>
    <message>
      <source>Draft report</source>
      <translation>Redactar el informe</translation>
    </message>
    <message>
      <source>Edit sentence</source>
      <translation>Modificar frase</translation>
    </message>
    <message>
      <source>Add sentence</source>
      <translation>Añadir frase</translation>
    </message>
    <message>
      <source>Remove sentence</source>
      <translation>Quitar frase</translation>
    </message>
    <message>
      <source>Check sentence</source>
      <translation>Comprobar frase</translation>
    </message>
    <message>
      <source>Start addendum</source>
      <translation>Iniciar adenda</translation>
    </message>
    <message>
      <source>Sign report</source>
      <translation>Firmar el informe</translation>
    </message>
    <message>
      <source>Insert a key image</source>
      <translation>Insertar una imagen clave</translation>
    </message>
    <message>
      <source>Bring back a version of the report</source>
      <translation>Recuperar una versión del informe</translation>
    </message>
    <message>
      <source>checked</source>
      <translation>comprobada</translation>
    </message>
    <message>
      <source>own words</source>
      <translation>palabras propias</translation>
    </message>
    <message>
      <source>imported</source>
      <translation>importado</translation>
    </message>
    <message>
      <source>reading</source>
      <translation>en lectura</translation>
    </message>
    <message>
      <source>drafted</source>
      <translation>en borrador</translation>
    </message>
    <message>
      <source>signed</source>
      <translation>firmado</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>desconocido</translation>
    </message>
    <message>
      <source>new</source>
      <translation>nueva</translation>
    </message>
    <message>
      <source>larger</source>
      <translation>mayor</translation>
    </message>
    <message>
      <source>stable</source>
      <translation>estable</translation>
    </message>
    <message>
      <source>smaller</source>
      <translation>menor</translation>
    </message>
    <message>
      <source>resolved</source>
      <translation>resuelta</translation>
    </message>
    <message>
      <source>not comparable</source>
      <translation>no comparable</translation>
    </message>
    <message>
      <source>soft tissue</source>
      <translation>partes blandas</translation>
    </message>
    <message>
      <source>lung</source>
      <translation>pulmón</translation>
    </message>
    <message>
      <source>bone</source>
      <translation>hueso</translation>
    </message>
    <message>
      <source>brain</source>
      <translation>cerebro</translation>
    </message>
    <message>
      <source>liver</source>
      <translation>hígado</translation>
    </message>
    <message>
      <source>mediastinum</source>
      <translation>mediastino</translation>
    </message>
    <message>
      <source>angio</source>
      <translation>angio</translation>
    </message>
    <message>
      <source>stroke</source>
      <translation>ictus</translation>
    </message>
    <message>
      <source>full</source>
      <translation>completo</translation>
    </message>
    <message>
      <source>of a region</source>
      <translation>de una región</translation>
    </message>
    <message>
      <source>all of this picture</source>
      <translation>toda la imagen</translation>
    </message>
    <message>
      <source>1 to 99 %</source>
      <translation>1 a 99 %</translation>
    </message>
    <message>
      <source>inverted</source>
      <translation>invertido</translation>
    </message>
    <message>
      <source>inverse grey</source>
      <translation>gris inverso</translation>
    </message>
    <message>
      <source>linked</source>
      <translation>vinculado</translation>
    </message>
    <message>
      <source>linked by picture</source>
      <translation>vinculado por imagen</translation>
    </message>
    <message>
      <source>linked as they stood</source>
      <translation>vinculado tal como estaban</translation>
    </message>
    <message>
      <source>window</source>
      <translation>ventana</translation>
    </message>
    <message>
      <source>no mm: lengths in pixels</source>
      <translation>sin mm: longitudes en píxeles</translation>
    </message>
    <message>
      <source>≈ mm on the detector</source>
      <translation>≈ mm en el detector</translation>
    </message>
    <message>
      <source>≈ mm by magnification factor</source>
      <translation>≈ mm por factor de magnificación</translation>
    </message>
    <message>
      <source>mm from Pixel Spacing</source>
      <translation>mm de Pixel Spacing</translation>
    </message>
    <message>
      <source>axial</source>
      <translation>axial</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>coronal</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>sagital</translation>
    </message>
    <message>
      <source>picture</source>
      <translation>imagen</translation>
    </message>
    <message>
      <source>3D is being made.</source>
      <translation>Se está haciendo el 3D.</translation>
    </message>
    <message>
      <source>3D takes longer than usual: the computer is busy. Click here to stop it.</source>
      <translation>El 3D tarda más de lo habitual: el equipo está ocupado. Haga clic aquí para detenerlo.</translation>
    </message>
    <message>
      <source>3D was stopped. Click here to make it.</source>
      <translation>El 3D se detuvo. Haga clic aquí para generarlo.</translation>
    </message>
    <message>
      <source>3D stopped twice on this series and is off for it. The slices are not touched. Click here to try again.</source>
      <translation>El 3D se interrumpió dos veces en esta serie y está desactivado para ella. Los cortes no se ven afectados. Haga clic aquí para intentarlo de nuevo.</translation>
    </message>
    <message>
      <source>any use; keep the licence text with copies</source>
      <translation>cualquier uso; conserve el texto de la licencia con las copias</translation>
    </message>
    <message>
      <source>experimental: not accepted at this site</source>
      <translation>experimental: no aceptado en este centro</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Lugar</translation>
    </message>
    <message>
      <source>Distances</source>
      <translation>Distancias</translation>
    </message>
    <message>
      <source>This organ</source>
      <translation>Este órgano</translation>
    </message>
    <message>
      <source>head</source>
      <translation>cabeza</translation>
    </message>
    <message>
      <source>neck</source>
      <translation>cuello</translation>
    </message>
    <message>
      <source>chest</source>
      <translation>tórax</translation>
    </message>
    <message>
      <source>abdomen</source>
      <translation>abdomen</translation>
    </message>
    <message>
      <source>legs</source>
      <translation>piernas</translation>
    </message>
    <message>
      <source>upper third</source>
      <translation>tercio superior</translation>
    </message>
    <message>
      <source>middle third</source>
      <translation>tercio medio</translation>
    </message>
    <message>
      <source>lower third</source>
      <translation>tercio inferior</translation>
    </message>
    <message>
      <source>definite</source>
      <translation>seguro</translation>
    </message>
    <message>
      <source>probable</source>
      <translation>probable (casi seguro)</translation>
    </message>
    <message>
      <source>possible</source>
      <translation>posible</translation>
    </message>
    <message>
      <source>Bidirectional</source>
      <translation>Bidireccional</translation>
    </message>
    <message>
      <source>Polyline</source>
      <translation>Polilínea</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>Región</translation>
    </message>
    <message>
      <source>Spline</source>
      <translation>Curva spline</translation>
    </message>
    <message>
      <source>Probe</source>
      <translation>Sonda</translation>
    </message>
    <message>
      <source>Text note</source>
      <translation>Nota de texto</translation>
    </message>
    <message>
      <source>Spine label</source>
      <translation>Nombre de vértebra</translation>
    </message>
    <message>
      <source>Calibration</source>
      <translation>Calibración</translation>
    </message>
    <message>
      <source>series</source>
      <translation>serie</translation>
    </message>
    <message>
      <source>vessels</source>
      <translation>vasos</translation>
    </message>
    <message>
      <source>skin</source>
      <translation>piel</translation>
    </message>
    <message>
      <source>uptake</source>
      <translation>captación</translation>
    </message>
    <message>
      <source>MR tissue</source>
      <translation>tejido RM</translation>
    </message>
    <message>
      <source>MR vessels</source>
      <translation>vasos RM</translation>
    </message>
    <message>
      <source>3D stopped and was started again</source>
      <translation>3D se detuvo y se reinició</translation>
    </message>
    <message>
      <source>corrected</source>
      <translation>corregido</translation>
    </message>
    <message>
      <source>passively accepted</source>
      <translation>aceptado sin revisar</translation>
    </message>
    <message>
      <source>not attested</source>
      <translation>sin valorar</translation>
    </message>
    <message>
      <source>within minutes</source>
      <translation>en minutos</translation>
    </message>
    <message>
      <source>within hours</source>
      <translation>en horas</translation>
    </message>
    <message>
      <source>within days</source>
      <translation>en días</translation>
    </message>
  </context>
</TS>
