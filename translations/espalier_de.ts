<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>New search…</source>
        <translation>Neue Suche…</translation>
    </message>
    <message>
        <source>Start a search on a task</source>
        <translation>Eine Suche zu einer Aufgabe starten</translation>
    </message>
    <message>
        <source>Resume session</source>
        <translation>Sitzung fortsetzen</translation>
    </message>
    <message>
        <source>Go on with the open session where it stopped</source>
        <translation>Die offene Sitzung dort fortsetzen, wo sie endete</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close the window; a search of this window stops and can be resumed</source>
        <translation>Das Fenster schließen; eine Suche dieses Fensters hält an und lässt sich fortsetzen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Let the search go on</source>
        <translation>Die Suche weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Start nothing new; candidates in flight are finished</source>
        <translation>Nichts Neues beginnen; begonnene Kandidaten werden fertig bearbeitet</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Grow one candidate, then pause</source>
        <translation>Einen Kandidaten erzeugen, dann anhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>End the search; everything is recorded and can be resumed</source>
        <translation>Die Suche beenden; alles ist gespeichert und lässt sich fortsetzen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take the last steering command back</source>
        <translation>Den letzten Steuerbefehl zurücknehmen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Give the command taken back again</source>
        <translation>Den zurückgenommenen Befehl erneut erteilen</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>Knoten suchen</translation>
    </message>
    <message>
        <source>Find nodes by number, skill, verdict or summary</source>
        <translation>Knoten nach Nummer, Skill, Urteil oder Beschreibung finden</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Show the whole tree</source>
        <translation>Den ganzen Baum zeigen</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Fokus</translation>
    </message>
    <message>
        <source>Show the selected node&apos;s subtree</source>
        <translation>Den Teilbaum des gewählten Knotens zeigen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Larger rows</source>
        <translation>Höhere Zeilen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Smaller rows</source>
        <translation>Niedrigere Zeilen</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Rows with labels</source>
        <translation>Zeilen mit Beschriftung</translation>
    </message>
    <message>
        <source>Go to best</source>
        <translation>Zum besten Knoten</translation>
    </message>
    <message>
        <source>Select the best node</source>
        <translation>Den besten Knoten auswählen</translation>
    </message>
    <message>
        <source>Follow best</source>
        <translation>Bestem folgen</translation>
    </message>
    <message>
        <source>Select every new best as it comes</source>
        <translation>Jeden neuen besten Knoten sofort auswählen</translation>
    </message>
    <message>
        <source>Fold or open</source>
        <translation>Ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Fold the node&apos;s children, or show those that are folded</source>
        <translation>Die Kinder des Knotens einklappen oder eingeklappte zeigen</translation>
    </message>
    <message>
        <source>Open all folds</source>
        <translation>Alles ausklappen</translation>
    </message>
    <message>
        <source>Show every node</source>
        <translation>Jeden Knoten zeigen</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>The tree as a list that screen readers read</source>
        <translation>Der Baum als Liste, die Bildschirmleser vorlesen</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>Nächste Änderung</translation>
    </message>
    <message>
        <source>Go to the next change of the diff</source>
        <translation>Zur nächsten Änderung im Diff gehen</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>Vorige Änderung</translation>
    </message>
    <message>
        <source>Go to the change before</source>
        <translation>Zur vorigen Änderung im Diff gehen</translation>
    </message>
    <message>
        <source>Copy as patch</source>
        <translation>Als Patch kopieren</translation>
    </message>
    <message>
        <source>Copy the shown difference as a patch for git apply</source>
        <translation>Den gezeigten Unterschied als Patch für git apply kopieren</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>Stutzen</translation>
    </message>
    <message>
        <source>Never grow this node or anything below it</source>
        <translation>Diesen Knoten und alles darunter nicht weiter wachsen lassen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Take the pruning back</source>
        <translation>Das Stutzen zurücknehmen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Keep this node in sight</source>
        <translation>Diesen Knoten sichtbar halten</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Let this node fold again</source>
        <translation>Diesen Knoten wieder einklappen lassen</translation>
    </message>
    <message>
        <source>Boost…</source>
        <translation>Gewichten…</translation>
    </message>
    <message>
        <source>Make this subtree more or less likely to be chosen</source>
        <translation>Diesen Teilbaum öfter oder seltener zum Zug kommen lassen</translation>
    </message>
    <message>
        <source>Expand now…</source>
        <translation>Jetzt erweitern…</translation>
    </message>
    <message>
        <source>Grow children here next</source>
        <translation>Als Nächstes hier Kinder erzeugen</translation>
    </message>
    <message>
        <source>Add a hint…</source>
        <translation>Hinweis geben…</translation>
    </message>
    <message>
        <source>Advice for every candidate grown below this node</source>
        <translation>Rat für jeden Kandidaten, der unter diesem Knoten entsteht</translation>
    </message>
    <message>
        <source>Edit as a new child…</source>
        <translation>Als neues Kind bearbeiten…</translation>
    </message>
    <message>
        <source>Change the source by hand and have it judged</source>
        <translation>Den Quelltext von Hand ändern und prüfen lassen</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>About Espalier</source>
        <translation>Über Espalier</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Open a task, a kernel&apos;s source, or another tool&apos;s run to look at</source>
        <translation>Eine Aufgabe, die Quelle eines Kernels oder den Lauf eines anderen Werkzeugs zum Ansehen öffnen</translation>
    </message>
    <message>
        <source>The page of the manual about what has the keyboard</source>
        <translation>Die Seite des Handbuchs zu dem, was die Tastatur hat</translation>
    </message>
    <message>
        <source>New window…</source>
        <translation>Neues Fenster…</translation>
    </message>
    <message>
        <source>Open another store in a window of its own</source>
        <translation>Eine andere Ablage in einem eigenen Fenster öffnen</translation>
    </message>
    <message>
        <source>Save link…</source>
        <translation>Verknüpfung speichern…</translation>
    </message>
    <message>
        <source>Write a small file that opens this session and node again</source>
        <translation>Eine kleine Datei schreiben, die diese Sitzung und diesen Knoten wieder öffnet</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Theme, size of text, language, motion and the usual store</source>
        <translation>Farben, Schriftgröße, Sprache, Bewegung und die übliche Ablage</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>Tastenkürzel…</translation>
    </message>
    <message>
        <source>See and change the keys of every command</source>
        <translation>Die Tasten jedes Befehls ansehen und ändern</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>Befehle…</translation>
    </message>
    <message>
        <source>Find a command, a session, a node or a page of the manual by a few letters</source>
        <translation>Einen Befehl, eine Sitzung, einen Knoten oder eine Seite des Handbuchs mit wenigen Buchstaben finden</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Show or hide the sessions of the store</source>
        <translation>Die Sitzungen der Ablage zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Bahnen</translation>
    </message>
    <message>
        <source>Show or hide what is running</source>
        <translation>Zeigen oder verbergen, was läuft</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Show or hide what colours and signs mean</source>
        <translation>Zeigen oder verbergen, was Farben und Zeichen bedeuten</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Show or hide the selected node</source>
        <translation>Den gewählten Knoten zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Show or hide the progress and the roofline</source>
        <translation>Fortschritt und Roofline zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>Nächste Leiste</translation>
    </message>
    <message>
        <source>Give the keyboard to the next panel</source>
        <translation>Die Tastatur der nächsten Leiste geben</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>Vorige Leiste</translation>
    </message>
    <message>
        <source>Give the keyboard to the panel before</source>
        <translation>Die Tastatur der Leiste davor geben</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>Put every panel where it is in a new window</source>
        <translation>Jede Leiste dorthin setzen, wo sie in einem neuen Fenster ist</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Go back to any moment of the session and let it grow again</source>
        <translation>Zu jedem Augenblick der Sitzung zurückgehen und sie von dort wieder wachsen lassen</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Let the recorded session grow, or halt it</source>
        <translation>Die aufgezeichnete Sitzung wachsen lassen oder anhalten</translation>
    </message>
    <message>
        <source>Node before</source>
        <translation>Knoten davor</translation>
    </message>
    <message>
        <source>The session as it was one node earlier</source>
        <translation>Die Sitzung, wie sie einen Knoten früher war</translation>
    </message>
    <message>
        <source>Node after</source>
        <translation>Knoten danach</translation>
    </message>
    <message>
        <source>The session as it was one node later</source>
        <translation>Die Sitzung, wie sie einen Knoten später war</translation>
    </message>
    <message>
        <source>Best before</source>
        <translation>Vorige Bestmarke</translation>
    </message>
    <message>
        <source>Back to the moment of the best before</source>
        <translation>Zurück zum Augenblick der vorigen Bestmarke</translation>
    </message>
    <message>
        <source>Next best</source>
        <translation>Nächste Bestmarke</translation>
    </message>
    <message>
        <source>On to the moment of the next new best</source>
        <translation>Weiter zum Augenblick der nächsten Bestmarke</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Recent sessions, examples, and what this machine can run</source>
        <translation>Letzte Sitzungen, Beispiele und was dieser Rechner ausführen kann</translation>
    </message>
    <message>
        <source>Export patch…</source>
        <translation>Patch ausgeben…</translation>
    </message>
    <message>
        <source>Write the node as a patch, or commit it on a new branch of a checkout</source>
        <translation>Den Knoten als Patch schreiben oder auf einem neuen Zweig einer Arbeitskopie eintragen</translation>
    </message>
    <message>
        <source>Export bundle…</source>
        <translation>Bündel ausgeben…</translation>
    </message>
    <message>
        <source>Write the kernels that won with a dispatcher and its test</source>
        <translation>Die siegreichen Kernel mit einem Verteiler und dessen Test schreiben</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>Bericht ausgeben…</translation>
    </message>
    <message>
        <source>Write the session as one page of HTML</source>
        <translation>Die Sitzung als eine HTML-Seite schreiben</translation>
    </message>
    <message>
        <source>Mark as baseline</source>
        <translation>Als Baseline setzen</translation>
    </message>
    <message>
        <source>Set every number against this node; on the baseline itself, stop that</source>
        <translation>Jede Zahl gegen diesen Knoten stellen; auf der Baseline selbst: damit aufhören</translation>
    </message>
    <message>
        <source>Swap sides</source>
        <translation>Seiten tauschen</translation>
    </message>
    <message>
        <source>Exchange the two sides of the comparison</source>
        <translation>Die beiden Seiten des Vergleichs tauschen</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Show both texts beside each other, or one above the other</source>
        <translation>Beide Texte neben- oder untereinander zeigen</translation>
    </message>
    <message>
        <source>Ignore white space</source>
        <translation>Leerraum übergehen</translation>
    </message>
    <message>
        <source>Lines that differ in white space alone are the same</source>
        <translation>Zeilen, die sich nur im Leerraum unterscheiden, sind gleich</translation>
    </message>
    <message>
        <source>Show unchanged lines</source>
        <translation>Unveränderte Zeilen zeigen</translation>
    </message>
    <message>
        <source>Open every fold of the comparison</source>
        <translation>Alles Gefaltete des Vergleichs öffnen</translation>
    </message>
    <message>
        <source>Copy hunk</source>
        <translation>Abschnitt kopieren</translation>
    </message>
    <message>
        <source>Copy the change that is looked at, as a part of a patch</source>
        <translation>Die betrachtete Änderung als Teil eines Patches kopieren</translation>
    </message>
    <message>
        <source>Save difference…</source>
        <translation>Unterschied speichern…</translation>
    </message>
    <message>
        <source>Save the shown difference as a patch for git apply</source>
        <translation>Den gezeigten Unterschied als Patch für git apply speichern</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Mark this node to find it again, or take the mark off</source>
        <translation>Diesen Knoten zum Wiederfinden merken oder die Marke entfernen</translation>
    </message>
    <message>
        <source>Grow only below</source>
        <translation>Nur darunter wachsen</translation>
    </message>
    <message>
        <source>Let the search grow only this node and what is below it</source>
        <translation>Die Suche nur diesen Knoten und was darunter ist wachsen lassen</translation>
    </message>
    <message>
        <source>Grow anywhere</source>
        <translation>Überall wachsen</translation>
    </message>
    <message>
        <source>Let the search grow the whole tree again</source>
        <translation>Die Suche wieder den ganzen Baum wachsen lassen</translation>
    </message>
    <message>
        <source>Select all found</source>
        <translation>Alle gefundenen wählen</translation>
    </message>
    <message>
        <source>Select every node that the search box found, or every node shown</source>
        <translation>Jeden Knoten wählen, den das Suchfeld fand, oder jeden gezeigten</translation>
    </message>
    <message>
        <source>Budgets and vetoes…</source>
        <translation>Budgets und Verbote…</translation>
    </message>
    <message>
        <source>What the search may use, and what it must not apply</source>
        <translation>Was die Suche verbrauchen darf und was sie nicht anwenden soll</translation>
    </message>
    <message>
        <source>Steering log</source>
        <translation>Lenkungsprotokoll</translation>
    </message>
    <message>
        <source>Every command given to this session, and what became of it</source>
        <translation>Jeder Befehl an diese Sitzung und was aus ihm wurde</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Select the next node that the filter leaves bright</source>
        <translation>Den nächsten Knoten wählen, den der Filter hell lässt</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Select the bright node before</source>
        <translation>Den hellen Knoten davor wählen</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Make every node bright again and empty the search box</source>
        <translation>Alle Knoten wieder hell machen und das Suchfeld leeren</translation>
    </message>
    <message>
        <source>Follow newest</source>
        <translation>Neuestem folgen</translation>
    </message>
    <message>
        <source>Select every new node as it comes, until the tree is moved by hand</source>
        <translation>Jeden neuen Knoten wählen, sobald er kommt, bis der Baum von Hand bewegt wird</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Draw the tree in as few rows as it needs; nodes move as it grows</source>
        <translation>Den Baum in so wenigen Zeilen zeichnen, wie er braucht; Knoten rücken, wenn er wächst</translation>
    </message>
    <message>
        <source>Give lesson</source>
        <translation>Unterricht beginnen</translation>
    </message>
    <message>
        <source>Go from bookmark to bookmark in large letters, with the notes beside</source>
        <translation>Von Lesezeichen zu Lesezeichen in großer Schrift gehen, mit den Notizen daneben</translation>
    </message>
    <message>
        <source>Next bookmark</source>
        <translation>Nächstes Lesezeichen</translation>
    </message>
    <message>
        <source>On to the next bookmark of the lesson</source>
        <translation>Weiter zum nächsten Lesezeichen der Lektion</translation>
    </message>
    <message>
        <source>Previous bookmark</source>
        <translation>Voriges Lesezeichen</translation>
    </message>
    <message>
        <source>Back to the bookmark before</source>
        <translation>Zurück zum Lesezeichen davor</translation>
    </message>
    <message>
        <source>Leave lesson</source>
        <translation>Unterricht beenden</translation>
    </message>
    <message>
        <source>Show everything again, in letters of the usual size</source>
        <translation>Alles wieder zeigen, in gewöhnlicher Schriftgröße</translation>
    </message>
    <message>
        <source>Show or hide the choice of what stays bright in the tree</source>
        <translation>Die Auswahl dessen zeigen oder verbergen, was im Baum hell bleibt</translation>
    </message>
    <message>
        <source>Icicle</source>
        <translation>Eiszapfen</translation>
    </message>
    <message>
        <source>Show or hide the tree by the size of its branches</source>
        <translation>Den Baum nach der Größe seiner Zweige zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Show or hide the bookmarks of the lesson and their notes</source>
        <translation>Die Lesezeichen der Lektion und ihre Notizen zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Machine code of this line</source>
        <translation>Maschinencode dieser Zeile</translation>
    </message>
    <message>
        <source>Show the function that the line of the source lies in, as machine code</source>
        <translation>Die Funktion, in der die Zeile des Quelltexts liegt, als Maschinencode zeigen</translation>
    </message>
</context>
<context>
    <name>Baseline</name>
    <message>
        <source>= same</source>
        <translation>= gleich</translation>
    </message>
    <message>
        <source>%1 against #%2</source>
        <translation>%1 gegen #%2</translation>
    </message>
</context>
<context>
    <name>Bound</name>
    <message>
        <source>memory-bound</source>
        <translation>speicherlimitiert</translation>
    </message>
    <message>
        <source>compute-bound</source>
        <translation>rechenlimitiert</translation>
    </message>
    <message>
        <source>latency-bound</source>
        <translation>latenzlimitiert</translation>
    </message>
    <message>
        <source>occupancy-bound</source>
        <translation>durch Occupancy limitiert</translation>
    </message>
    <message>
        <source>launch-bound</source>
        <translation>durch Launches limitiert</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>ausgewogen</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>baseline %1</source>
        <translation>Baseline %1</translation>
    </message>
    <message>
        <source>set against %1</source>
        <translation>verglichen mit %1</translation>
    </message>
</context>
<context>
    <name>ChecklistView</name>
    <message>
        <source>Correct on every case</source>
        <translation>Richtig in jedem Fall</translation>
    </message>
    <message>
        <source>Correct on hidden shapes</source>
        <translation>Richtig bei verborgenen Größen</translation>
    </message>
    <message>
        <source>Verdict accepted</source>
        <translation>Urteil: angenommen</translation>
    </message>
    <message>
        <source>Faster, by its whole interval</source>
        <translation>Schneller mit dem ganzen Intervall</translation>
    </message>
    <message>
        <source>No case slower</source>
        <translation>Kein Fall langsamer</translation>
    </message>
    <message>
        <source>Sanitizers clean</source>
        <translation>Sanitizer ohne Befund</translation>
    </message>
    <message>
        <source>Every comment settled</source>
        <translation>Jede Anmerkung geklärt</translation>
    </message>
    <message>
        <source>Judged in a sandbox</source>
        <translation>In einer Sandbox geprüft</translation>
    </message>
    <message>
        <source>Licence header (may be open)</source>
        <translation>Lizenzkopf (darf offen sein)</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>folder of the sessions</source>
        <translation>Ordner der Sitzungen</translation>
    </message>
    <message>
        <source>start the demo: a search of at most three minutes</source>
        <translation>die Demo starten: eine Suche von höchstens drei Minuten</translation>
    </message>
    <message>
        <source>save a picture of the window and quit</source>
        <translation>ein Bild des Fensters speichern und beenden</translation>
    </message>
    <message>
        <source>print the benchmark as JSON</source>
        <translation>die Messung als JSON ausgeben</translation>
    </message>
    <message>
        <source>Watch, steer and review a search for faster kernels.</source>
        <translation>Eine Suche nach schnelleren Kernels beobachten, steuern und prüfen.</translation>
    </message>
    <message>
        <source>session to open, or a .espalier file that leads to one; the newest without one</source>
        <translation>zu öffnende Sitzung oder eine .espalier-Datei, die zu einer führt; ohne Angabe die neueste</translation>
    </message>
    <message>
        <source>light, dark or contrast; else as in the settings</source>
        <translation>light, dark oder contrast; sonst wie in den Einstellungen</translation>
    </message>
    <message>
        <source>size of the benchmark&apos;s tree, or points of its charts</source>
        <translation>Größe des Baums der Messung oder Punkte ihrer Diagramme</translation>
    </message>
    <message>
        <source>lines of the benchmark&apos;s kernels</source>
        <translation>Zeilen der Kernel der Messung</translation>
    </message>
    <message>
        <source>canvas, charts, diff or sessions: measure drawing, comparing and opening</source>
        <translation>canvas, charts, diff oder sessions: Zeichnen, Vergleichen und Öffnen messen</translation>
    </message>
</context>
<context>
    <name>Compared</name>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>Assembly</source>
        <translation>Assembler</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>may grow</source>
        <translation>darf wachsen</translation>
    </message>
    <message>
        <source>leaf</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>pruned</source>
        <translation>gestutzt</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>boosted</source>
        <translation>verstärkt</translation>
    </message>
    <message>
        <source>hinted</source>
        <translation>mit Hinweis</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>mit Lesezeichen</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>in Durchsicht</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>zusammengeführt</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>%1 Try the skill %2.</source>
        <translation>%1 Versuchen Sie die Technik %2.</translation>
    </message>
</context>
<context>
    <name>FoldSummary</name>
    <message numerus="yes">
        <source>%n pruned</source>
        <translation>
            <numerusform>%n gestutzt</numerusform>
            <numerusform>%n gestutzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n gescheitert</numerusform>
            <numerusform>%n gescheitert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slower</source>
        <translation>
            <numerusform>%n langsamer</numerusform>
            <numerusform>%n langsamer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folded</source>
        <translation>
            <numerusform>%n eingeklappt</numerusform>
            <numerusform>%n eingeklappt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filtered out</source>
        <translation>
            <numerusform>%n ausgefiltert</numerusform>
            <numerusform>%n ausgefiltert</numerusform>
        </translation>
    </message>
    <message>
        <source>best %1</source>
        <translation>bester %1</translation>
    </message>
</context>
<context>
    <name>LinkWriter</name>
    <message>
        <source>Open the session first to which the link is to lead.</source>
        <translation>Öffnen Sie zuerst die Sitzung, zu der die Verknüpfung führen soll.</translation>
    </message>
    <message>
        <source>Save link</source>
        <translation>Verknüpfung speichern</translation>
    </message>
    <message>
        <source>Links to sessions (%1)</source>
        <translation>Verknüpfungen zu Sitzungen (%1)</translation>
    </message>
    <message>
        <source>The link is in %1.</source>
        <translation>Die Verknüpfung ist in %1.</translation>
    </message>
</context>
<context>
    <name>LongText</name>
    <message>
        <source>
… %L1 bytes are left out …
</source>
        <translation>
… %L1 Bytes sind ausgelassen …
</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Left</source>
        <translation>&amp;Links</translation>
    </message>
    <message>
        <source>&amp;Right</source>
        <translation>&amp;Rechts</translation>
    </message>
    <message>
        <source>&amp;Top</source>
        <translation>&amp;Oben</translation>
    </message>
    <message>
        <source>&amp;Bottom</source>
        <translation>&amp;Unten</translation>
    </message>
    <message>
        <source>&amp;Window of its own</source>
        <translation>&amp;Eigenes Fenster</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suche</translation>
    </message>
    <message>
        <source>&amp;Node</source>
        <translation>&amp;Knoten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Leisten</translation>
    </message>
    <message>
        <source>&amp;Move panel</source>
        <translation>Leiste &amp;verschieben</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Teach</source>
        <translation>&amp;Vorführen</translation>
    </message>
    <message>
        <source>St&amp;eer</source>
        <translation>L&amp;enken</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>Speedup</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>over the plain seed</source>
        <translation>gegenüber dem Ausgangskernel</translation>
    </message>
    <message>
        <source>share of the roof</source>
        <translation>Anteil am Roof</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>Arithmetik</translation>
    </message>
    <message>
        <source>memory traffic</source>
        <translation>Speicherverkehr</translation>
    </message>
    <message>
        <source>operations of a call</source>
        <translation>Operationen eines Aufrufs</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>Intensität</translation>
    </message>
    <message>
        <source>cores in use</source>
        <translation>benutzte Kerne</translation>
    </message>
    <message>
        <source>vector arithmetic</source>
        <translation>Vektorarithmetik</translation>
    </message>
    <message>
        <source>vector width in bits</source>
        <translation>Vektorbreite in Bits</translation>
    </message>
    <message>
        <source>fused multiply-adds</source>
        <translation>verschmolzene Multiplikation mit Addition</translation>
    </message>
    <message>
        <source>gathers</source>
        <translation>verstreutes Laden</translation>
    </message>
    <message>
        <source>strided accesses</source>
        <translation>Zugriffe mit Schrittweite</translation>
    </message>
    <message>
        <source>spills</source>
        <translation>Auslagerungen</translation>
    </message>
    <message>
        <source>calls of scalar functions</source>
        <translation>Aufrufe skalarer Funktionen</translation>
    </message>
    <message>
        <source>loops vectorised</source>
        <translation>vektorisierte Schleifen</translation>
    </message>
    <message>
        <source>registers</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>gemeinsamer Speicher</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>occupancy</source>
        <translation>Belegung</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>threads in a block</source>
        <translation>Threads in einem Block</translation>
    </message>
    <message>
        <source>build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation>Prüfung</translation>
    </message>
</context>
<context>
    <name>PolicyConstant</name>
    <message>
        <source>what each try without gain takes from a node&apos;s log speedup</source>
        <translation>was jeder Versuch ohne Gewinn vom Log-Speedup eines Knotens abzieht</translation>
    </message>
    <message>
        <source>steps without a better node before a restart</source>
        <translation>Schritte ohne besseren Knoten bis zum Neubeginn</translation>
    </message>
    <message>
        <source>weight of exploration</source>
        <translation>Gewicht des Erkundens</translation>
    </message>
    <message>
        <source>children a node may have per square root of its visits</source>
        <translation>Kinder eines Knotens je Wurzel seiner Besuche</translation>
    </message>
    <message>
        <source>one choice in so many mates two</source>
        <translation>jede wievielte Wahl zwei kreuzt</translation>
    </message>
    <message>
        <source>results between two migrations</source>
        <translation>Ergebnisse zwischen zwei Wanderungen</translation>
    </message>
    <message>
        <source>how strongly the better cells are preferred</source>
        <translation>wie stark bessere Zellen bevorzugt werden</translation>
    </message>
    <message>
        <source>factor on how far the draws scatter</source>
        <translation>Faktor auf die Streuung der Ziehungen</translation>
    </message>
</context>
<context>
    <name>ProfileBars</name>
    <message>
        <source>%L1 of %L2 %3</source>
        <translation>%L1 von %L2 %3</translation>
    </message>
    <message>
        <source>  busiest</source>
        <translation>  am stärksten belegt</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Arithmetik</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>   DRAM</source>
        <translation>   DRAM</translation>
    </message>
    <message>
        <source>   L2</source>
        <translation>   L2</translation>
    </message>
    <message>
        <source>   L1 and shared</source>
        <translation>   L1 und gemeinsamer</translation>
    </message>
    <message>
        <source>   matrix cores</source>
        <translation>   Matrixkerne</translation>
    </message>
    <message>
        <source>   multiply-add</source>
        <translation>   Multiplikation mit Addition</translation>
    </message>
    <message>
        <source>   integer and logic</source>
        <translation>   Ganzzahlen und Logik</translation>
    </message>
    <message>
        <source>   fp64</source>
        <translation>   fp64</translation>
    </message>
    <message>
        <source>   special functions</source>
        <translation>   Sonderfunktionen</translation>
    </message>
    <message>
        <source>   load and store</source>
        <translation>   Laden und Speichern</translation>
    </message>
    <message>
        <source>%1 cycles, %2</source>
        <translation>%1 Takte, %2</translation>
    </message>
    <message>
        <source>warps wait %1</source>
        <translation>Warps warten %1</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>Arithmetik</translation>
    </message>
    <message>
        <source>matrix tiles</source>
        <translation>Matrixkacheln</translation>
    </message>
    <message>
        <source>special functions</source>
        <translation>Sonderfunktionen</translation>
    </message>
    <message>
        <source>global loads</source>
        <translation>Laden aus dem globalen Speicher</translation>
    </message>
    <message>
        <source>global stores</source>
        <translation>Schreiben in den globalen Speicher</translation>
    </message>
    <message>
        <source>   16 bytes wide</source>
        <translation>   16 Bytes breit</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>gemeinsamer Speicher</translation>
    </message>
    <message>
        <source>local memory</source>
        <translation>lokaler Speicher</translation>
    </message>
    <message>
        <source>barriers</source>
        <translation>Barrieren</translation>
    </message>
    <message>
        <source>vector arithmetic</source>
        <translation>Vektorarithmetik</translation>
    </message>
    <message>
        <source>scalar arithmetic</source>
        <translation>skalare Arithmetik</translation>
    </message>
    <message>
        <source>divisions and roots</source>
        <translation>Divisionen und Wurzeln</translation>
    </message>
    <message>
        <source>loads</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>   gathers</source>
        <translation>   verstreutes Laden</translation>
    </message>
    <message>
        <source>stores</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>spills and reloads</source>
        <translation>Auslagern und Zurückholen</translation>
    </message>
    <message>
        <source>branches</source>
        <translation>Sprünge</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>RooflineChart</name>
    <message>
        <source>%1, theoretical</source>
        <translation>%1, theoretisch</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>Arithmetik</translation>
    </message>
    <message>
        <source>fp32 vectors</source>
        <translation>fp32-Vektoren</translation>
    </message>
    <message>
        <source>fp32 scalar</source>
        <translation>fp32 skalar</translation>
    </message>
    <message>
        <source>%1 operations a byte, %2 GFLOP/s</source>
        <translation>%1 Operationen je Byte, %2 GFLOP/s</translation>
    </message>
    <message>
        <source>%1 of the roof that binds it: %2</source>
        <translation>%1 des Roofs, der ihn begrenzt: %2</translation>
    </message>
    <message>
        <source>%1 of the roof</source>
        <translation>%1 des Roofs</translation>
    </message>
    <message>
        <source>%1, 99 % between %2 and %3</source>
        <translation>%1, zu 99 % zwischen %2 und %3</translation>
    </message>
    <message>
        <source>The bandwidth that %1 took for the peak.</source>
        <translation>Die Bandbreite, die %1 als Spitze nahm.</translation>
    </message>
    <message>
        <source>GFLOP/s %1</source>
        <translation>GFLOP/s %1</translation>
    </message>
    <message>
        <source>share of the roof %1</source>
        <translation>Anteil am Roof %1</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>making</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>building</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>timing</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>sanitizing</source>
        <translation>Sanitizer</translation>
    </message>
    <message>
        <source>held: %1</source>
        <translation>angehalten: %1</translation>
    </message>
    <message>
        <source>waiting for %1 to finish</source>
        <translation>wartet, bis %1 fertig ist</translation>
    </message>
    <message>
        <source>%1 (case %2 of %3)</source>
        <translation>%1 (Fall %2 von %3)</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
</context>
<context>
    <name>Tier</name>
    <message>
        <source>analytic</source>
        <translation>analytischem Modell</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>counters</source>
        <translation>Hardwarezählern</translation>
    </message>
</context>
<context>
    <name>TreeLayout</name>
    <message numerus="yes">
        <source>%n in flight: %1…</source>
        <translation>
            <numerusform>%n unterwegs: %1…</numerusform>
            <numerusform>%n unterwegs: %1…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>cheat</source>
        <translation>Betrug</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>Absturz</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>build failed</source>
        <translation>Build gescheitert</translation>
    </message>
    <message>
        <source>built</source>
        <translation>gebaut</translation>
    </message>
    <message>
        <source>untimed</source>
        <translation>ungemessen</translation>
    </message>
</context>
<context>
    <name>espalier::BarChart</name>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>shown as</source>
        <translation>gezeigt als</translation>
    </message>
    <message>
        <source>from</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>espalier::CandidateChecker</name>
    <message>
        <source>Measuring the baselines of %1, where that was not done yet</source>
        <translation>Die Baselines von %1 werden gemessen, soweit noch nicht geschehen</translation>
    </message>
</context>
<context>
    <name>espalier::CasesChart</name>
    <message>
        <source>Time per case</source>
        <translation>Zeit je Fall</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>filled: #%1 with its 99 % interval; outlined: %2</source>
        <translation>gefüllt: #%1 mit seinem 99-%-Intervall; umrandet: %2</translation>
    </message>
    <message>
        <source>Select a correct node to see how long each case takes.</source>
        <translation>Wählen Sie einen richtigen Knoten, um zu sehen, wie lange jeder Fall braucht.</translation>
    </message>
    <message>
        <source>%1
%2, 99 % between %3 and %4
%5: %6
%7</source>
        <translation>%1
%2, zu 99 % zwischen %3 und %4
%5: %6
%7</translation>
    </message>
    <message>
        <source>case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>interval low</source>
        <translation>Intervall unten</translation>
    </message>
    <message>
        <source>interval high</source>
        <translation>Intervall oben</translation>
    </message>
    <message>
        <source>baseline ms</source>
        <translation>Baseline ms</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>Speedup</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 gegen %2</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>gegen %1</translation>
    </message>
</context>
<context>
    <name>espalier::CasesModel</name>
    <message>
        <source>case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>baseline ms</source>
        <translation>Baseline ms</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>Speedup</translation>
    </message>
    <message>
        <source>99 %</source>
        <translation>99 %</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>gegen %1</translation>
    </message>
</context>
<context>
    <name>espalier::ChangeMap</name>
    <message>
        <source>All changes: removed lines on the left, added ones on the right; click to go there</source>
        <translation>Alle Änderungen: links entfernte Zeilen, rechts hinzugefügte; ein Klick führt dorthin</translation>
    </message>
</context>
<context>
    <name>espalier::ChartArea</name>
    <message>
        <source>%1 (session %2)</source>
        <translation>%1 (Sitzung %2)</translation>
    </message>
</context>
<context>
    <name>espalier::ChartSaver</name>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation>Zeichnungen (*.svg)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Das Diagramm speichern</translation>
    </message>
    <message>
        <source>The chart could not be drawn for a file; try another format.</source>
        <translation>Das Diagramm ließ sich nicht für eine Datei zeichnen; versuchen Sie ein anderes Format.</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
</context>
<context>
    <name>espalier::CheckPane</name>
    <message>
        <source>What the check said</source>
        <translation>Was die Prüfung sagte</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>over %1, the fastest baseline</source>
        <translation>gegenüber %1, der schnellsten Baseline</translation>
    </message>
</context>
<context>
    <name>espalier::ChecklistView</name>
    <message>
        <source>Checklist</source>
        <translation>Prüfliste</translation>
    </message>
</context>
<context>
    <name>espalier::ChoiceButton</name>
    <message>
        <source>Any</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>espalier::CodeView</name>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>Source editor</source>
        <translation>Quelltext-Editor</translation>
    </message>
</context>
<context>
    <name>espalier::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>A command, a session, a node&apos;s number, or a page of the manual</source>
        <translation>Ein Befehl, eine Sitzung, die Nummer eines Knotens oder eine Seite des Handbuchs</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Einen Befehl finden</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing found; Escape closes this.</source>
        <translation>Nichts gefunden; Escape schließt dies.</translation>
    </message>
    <message>
        <source>Nothing is called so. Try fewer letters, or a node&apos;s number.</source>
        <translation>So heißt nichts. Versuchen Sie weniger Buchstaben oder die Nummer eines Knotens.</translation>
    </message>
</context>
<context>
    <name>espalier::CommentsList</name>
    <message>
        <source>None. Double-click beside a line&apos;s number in Diff or Source, or press C on a line there.</source>
        <translation>Keine. Doppelklicken Sie in Diff oder Quelltext neben eine Zeilennummer, oder drücken Sie dort auf einer Zeile C.</translation>
    </message>
    <message>
        <source>Comments on lines of this node</source>
        <translation>Anmerkungen zu Zeilen dieses Knotens</translation>
    </message>
    <message>
        <source>Go to line</source>
        <translation>Zur Zeile</translation>
    </message>
    <message>
        <source>Show the comment&apos;s line in the source (double click, Return)</source>
        <translation>Die Zeile der Anmerkung im Quelltext zeigen (Doppelklick, Eingabe)</translation>
    </message>
    <message>
        <source>Comments  %1</source>
        <translation>Anmerkungen  %1</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>Klären</translation>
    </message>
    <message>
        <source>Ask it again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>It is answered, for this node and what grows below it</source>
        <translation>Sie ist beantwortet, für diesen Knoten und was darunter wächst</translation>
    </message>
</context>
<context>
    <name>espalier::CommentsModel</name>
    <message>
        <source>− %1</source>
        <translation>− %1</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>entfallen</translation>
    </message>
    <message>
        <source>%1, outdated</source>
        <translation>%1, überholt</translation>
    </message>
    <message>
        <source>on #%1</source>
        <translation>zu #%1</translation>
    </message>
    <message>
        <source>✓ resolved</source>
        <translation>✓ geklärt</translation>
    </message>
    <message>
        <source>line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>by</source>
        <translation>von</translation>
    </message>
</context>
<context>
    <name>espalier::DiffPane</name>
    <message>
        <source>Changed build options</source>
        <translation>Geänderte Build-Optionen</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>Elternknoten</translation>
    </message>
    <message>
        <source>plain seed</source>
        <translation>Ausgangskernel</translation>
    </message>
    <message>
        <source>best</source>
        <translation>besten Knoten</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Gegen</translation>
    </message>
    <message>
        <source>No node</source>
        <translation>Kein Knoten</translation>
    </message>
    <message>
        <source>Select a node in the tree to see what was changed.</source>
        <translation>Wählen Sie einen Knoten im Baum, um zu sehen, was geändert wurde.</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>#%1: %2</source>
        <translation>#%1: %2</translation>
    </message>
    <message>
        <source>Assembling…</source>
        <translation>Wird übersetzt…</translation>
    </message>
    <message>
        <source>Large texts take a while to compare.</source>
        <translation>Große Texte zu vergleichen dauert eine Weile.</translation>
    </message>
    <message>
        <source>%1 lines, %2 in all.</source>
        <translation>%1 Zeilen, insgesamt %2.</translation>
    </message>
    <message>
        <source>Show anyway</source>
        <translation>Trotzdem zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n lines are long and were cut short.</source>
        <translation>
            <numerusform>%n Zeile ist lang und wurde gekürzt.</numerusform>
            <numerusform>%n Zeilen sind lang und wurden gekürzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>The machine code is the same.</source>
        <translation>Der Maschinencode ist derselbe.</translation>
    </message>
    <message>
        <source>No prompt: neither node was made by a synthesizer that was asked.</source>
        <translation>Kein Prompt: keinen der beiden Knoten hat ein befragter Synthesizer erzeugt.</translation>
    </message>
    <message>
        <source>Both were made from the same prompt.</source>
        <translation>Beide entstanden aus demselben Prompt.</translation>
    </message>
    <message>
        <source>No answer: neither node was made by a model.</source>
        <translation>Keine Antwort: keinen der beiden Knoten hat ein Modell erzeugt.</translation>
    </message>
    <message>
        <source>Both answers are the same.</source>
        <translation>Beide Antworten sind dieselben.</translation>
    </message>
    <message>
        <source>The builds said the same.</source>
        <translation>Die Builds sagten dasselbe.</translation>
    </message>
    <message>
        <source>The same is said of both.</source>
        <translation>Von beiden ist dasselbe gesagt.</translation>
    </message>
    <message>
        <source>The source is the same but for white space.</source>
        <translation>Der Quelltext ist bis auf Leerraum derselbe.</translation>
    </message>
    <message>
        <source>The source is the same.</source>
        <translation>Der Quelltext ist derselbe.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Lines added and removed</source>
        <translation>Hinzugefügte und entfernte Zeilen</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Exchange the two sides (X)</source>
        <translation>Die beiden Seiten tauschen (X)</translation>
    </message>
    <message>
        <source>More ▾</source>
        <translation>Mehr ▾</translation>
    </message>
    <message>
        <source>White space, folds, hunks and patches</source>
        <translation>Leerraum, Gefaltetes, Abschnitte und Patches</translation>
    </message>
    <message>
        <source>What to compare</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>Form of the machine code</source>
        <translation>Form des Maschinencodes</translation>
    </message>
    <message>
        <source>Show both texts beside each other (D)</source>
        <translation>Beide Texte nebeneinander zeigen (D)</translation>
    </message>
    <message>
        <source>All figures of both nodes</source>
        <translation>Alle Kennzahlen beider Knoten</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>No function here has the name of one at or above line %1: the compiler put its code into another, or left it out.</source>
        <translation>Keine Funktion hier heißt wie eine in oder über Zeile %1: der Compiler hat ihren Code in eine andere gesetzt oder weggelassen.</translation>
    </message>
    <message>
        <source>Line %1 of the source is in %2, which begins at line %3 here.</source>
        <translation>Zeile %1 des Quelltexts liegt in %2, das hier in Zeile %3 beginnt.</translation>
    </message>
    <message>
        <source>This build has no such instruction in %1.</source>
        <translation>In diesem Build hat %1 keinen solchen Befehl.</translation>
    </message>
    <message numerus="yes">
        <source>%n marked lines of #%1: %2</source>
        <translation>
            <numerusform>%n markierte Zeile von #%1: %2</numerusform>
            <numerusform>%n markierte Zeilen von #%1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::DiffView</name>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>The source is the same.</source>
        <translation>Der Quelltext ist gleich.</translation>
    </message>
    <message numerus="yes">
        <source>%n lines added</source>
        <translation>
            <numerusform>%n Zeile hinzugefügt</numerusform>
            <numerusform>%n Zeilen hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines removed</source>
        <translation>
            <numerusform>%n Zeile entfernt</numerusform>
            <numerusform>%n Zeilen entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⋯  %n unchanged lines  ⋯</source>
        <translation>
            <numerusform>⋯  %n unveränderte Zeile  ⋯</numerusform>
            <numerusform>⋯  %n unveränderte Zeilen  ⋯</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines marked</source>
        <translation>
            <numerusform>%n Zeile markiert</numerusform>
            <numerusform>%n Zeilen markiert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::DifferenceNote</name>
    <message>
        <source>Registers %1 → %2.</source>
        <translation>Register %1 → %2.</translation>
    </message>
</context>
<context>
    <name>espalier::DockTitle</name>
    <message>
        <source>Take the panel out of the window, or put it back</source>
        <translation>Die Leiste aus dem Fenster nehmen oder zurücksetzen</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>Die Leiste schließen</translation>
    </message>
</context>
<context>
    <name>espalier::EditDialog</name>
    <message>
        <source>Edit #%1 as a new child</source>
        <translation>#%1 als neues Kind bearbeiten</translation>
    </message>
    <message>
        <source>#%1 stays as it is. The search judges your version like any other candidate.</source>
        <translation>#%1 bleibt, wie er ist. Die Suche prüft Ihre Fassung wie jeden anderen Kandidaten.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Hand this version to the search (Ctrl+Return)</source>
        <translation>Diese Fassung der Suche übergeben (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Reason, optional; kept in the steering log</source>
        <translation>Grund, freiwillig; steht im Lenkungsprotokoll</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Stop checking</source>
        <translation>Prüfung beenden</translation>
    </message>
    <message>
        <source>End the check; nothing is kept of it</source>
        <translation>Die Prüfung beenden; nichts davon bleibt</translation>
    </message>
    <message>
        <source>Build and judge this version without adding it (Ctrl+B)</source>
        <translation>Diese Fassung bauen und prüfen, ohne sie hinzuzufügen (Ctrl+B)</translation>
    </message>
    <message>
        <source>Stopped before there was a verdict.</source>
        <translation>Beendet, ehe es ein Urteil gab.</translation>
    </message>
    <message>
        <source>The judge is being asked.</source>
        <translation>Der Prüfer wird gefragt.</translation>
    </message>
</context>
<context>
    <name>espalier::EventLogModel</name>
    <message>
        <source>takes an earlier one back</source>
        <translation>nimmt einen früheren zurück</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>angewandt</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>ausstehend</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>espalier::Exporter</name>
    <message>
        <source>Export report</source>
        <translation>Bericht ausgeben</translation>
    </message>
    <message>
        <source>Export bundle into a new folder</source>
        <translation>Bündel in einen neuen Ordner ausgeben</translation>
    </message>
    <message>
        <source>Pages (%1)</source>
        <translation>Seiten (%1)</translation>
    </message>
    <message>
        <source>Choose a checkout</source>
        <translation>Eine Arbeitskopie wählen</translation>
    </message>
    <message>
        <source>Export patch</source>
        <translation>Patch ausgeben</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <translation>Der Bericht ist in %1.</translation>
    </message>
    <message>
        <source>The bundle is in %1; README.md there says how it is built.</source>
        <translation>Das Bündel ist in %1; README.md dort sagt, wie es gebaut wird.</translation>
    </message>
    <message>
        <source>The patch of #%1 is in %2.</source>
        <translation>Der Patch von #%1 ist in %2.</translation>
    </message>
    <message>
        <source>#%1 is commit %2 on the new branch %3 of %4.</source>
        <translation>#%1 ist Eintrag %2 auf dem neuen Zweig %3 von %4.</translation>
    </message>
    <message>
        <source>Writing the report to %1…</source>
        <translation>Der Bericht wird nach %1 geschrieben…</translation>
    </message>
    <message>
        <source>Writing the bundle to %1…</source>
        <translation>Das Bündel wird nach %1 geschrieben…</translation>
    </message>
    <message>
        <source>Writing the patch to %1…</source>
        <translation>Der Patch wird nach %1 geschrieben…</translation>
    </message>
    <message>
        <source>Committing to %1…</source>
        <translation>Wird in %1 eingetragen…</translation>
    </message>
</context>
<context>
    <name>espalier::FilterPanel</name>
    <message>
        <source>Least speedup</source>
        <translation>Kleinster Speedup</translation>
    </message>
    <message>
        <source>Most speedup</source>
        <translation>Größter Speedup</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>skill</source>
        <translation>Technik</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>Speedup</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>folds</source>
        <translation>Falten</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>any</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Skill</source>
        <translation>Technik</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Falten</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie gewöhnlich</translation>
    </message>
    <message>
        <source>show pruned branches</source>
        <translation>gestutzte Zweige zeigen</translation>
    </message>
    <message>
        <source>fold other verdicts</source>
        <translation>andere Urteile einklappen</translation>
    </message>
    <message>
        <source>%1 of what stays bright; 0: no limit</source>
        <translation>%1 dessen, was hell bleibt; 0: keine Grenze</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n match</source>
        <translation>
            <numerusform>%1 von %n passt</numerusform>
            <numerusform>%1 von %n passen</numerusform>
        </translation>
    </message>
    <message>
        <source>no filter</source>
        <translation>kein Filter</translation>
    </message>
    <message>
        <source>Words: %1</source>
        <translation>Wörter: %1</translation>
    </message>
    <message>
        <source>Words of the search box that must be found</source>
        <translation>Wörter des Suchfelds, die vorkommen müssen</translation>
    </message>
</context>
<context>
    <name>espalier::FindingsList</name>
    <message>
        <source>Nothing stands out: no rule found a bottleneck.</source>
        <translation>Nichts fällt auf: Keine Regel fand einen Engpass.</translation>
    </message>
    <message>
        <source>Only correct kernels are diagnosed.</source>
        <translation>Nur korrekte Kernel werden diagnostiziert.</translation>
    </message>
    <message>
        <source>Select a node to see what holds it back.</source>
        <translation>Wählen Sie einen Knoten, um zu sehen, was ihn bremst.</translation>
    </message>
    <message>
        <source>Hint it ›</source>
        <translation>Als Hinweis ›</translation>
    </message>
    <message>
        <source>Give this finding to the search as a hint for everything grown below this node</source>
        <translation>Diesen Befund der Suche als Hinweis für alles geben, was unter diesem Knoten entsteht</translation>
    </message>
    <message>
        <source>The kernel becomes at most so many times as fast by this alone</source>
        <translation>Dadurch allein wird der Kernel höchstens so viele Male so schnell</translation>
    </message>
    <message>
        <source>Show what this rests on</source>
        <translation>Zeigen, worauf dies beruht</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>%1; skill: %2</source>
        <translation>%1; Technik: %2</translation>
    </message>
    <message>
        <source>Show line %1 of its source</source>
        <translation>Zeile %1 seines Quelltexts zeigen</translation>
    </message>
    <message>
        <source>Show line %1 of its source; %2</source>
        <translation>Zeile %1 seines Quelltexts zeigen; %2</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Assembly</source>
        <translation>Assembler</translation>
    </message>
    <message>
        <source>Show the instructions it speaks of in the machine code</source>
        <translation>Die Befehle, von denen er spricht, im Maschinencode zeigen</translation>
    </message>
</context>
<context>
    <name>espalier::GuiApplication</name>
    <message numerus="yes">
        <source>%1, %n cores</source>
        <translation>
            <numerusform>%1, %n Kern</numerusform>
            <numerusform>%1, %n Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>No sandbox</source>
        <translation>Keine Sandbox</translation>
    </message>
    <message>
        <source>Run unconfined</source>
        <translation>Unbeschränkt ausführen</translation>
    </message>
    <message>
        <source>Run candidates without a sandbox?</source>
        <translation>Kandidaten ohne Sandbox ausführen?</translation>
    </message>
    <message>
        <source>A candidate could then read and change every file that you can. Cancel starts nothing.

%1</source>
        <translation>Ein Kandidat könnte dann jede Ihrer Dateien lesen und ändern. Abbrechen startet nichts.

%1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The session has no node #%1 yet.</source>
        <translation>Die Sitzung hat noch keinen Knoten #%1.</translation>
    </message>
</context>
<context>
    <name>espalier::HelpWindow</name>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>Seiten des Handbuchs</translation>
    </message>
    <message>
        <source>The manual is not installed beside the program.</source>
        <translation>Das Handbuch ist nicht neben dem Programm installiert.</translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation>Text der Seite</translation>
    </message>
</context>
<context>
    <name>espalier::IcicleView</name>
    <message>
        <source>Icicle of the search tree</source>
        <translation>Eiszapfendiagramm des Suchbaums</translation>
    </message>
    <message numerus="yes">
        <source>length: nodes at and below; %n in all</source>
        <translation>
            <numerusform>Länge: Knoten hier und darunter; %n insgesamt</numerusform>
            <numerusform>Länge: Knoten hier und darunter; %n insgesamt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>#%1 and %n nodes below it</source>
        <translation>
            <numerusform>#%1 und %n Knoten darunter</numerusform>
            <numerusform>#%1 und %n Knoten darunter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n deeper levels have no room</source>
        <translation>
            <numerusform>%1 · für %n tiefere Ebene ist kein Platz</numerusform>
            <numerusform>%1 · für %n tiefere Ebenen ist kein Platz</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n nodes below, best %2</source>
        <translation>
            <numerusform>%1, %n Knoten darunter, bester %2</numerusform>
            <numerusform>%1, %n Knoten darunter, bester %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes below, best %1</source>
        <translation>
            <numerusform>%n Knoten darunter, bester %1</numerusform>
            <numerusform>%n Knoten darunter, bester %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Every node beside its parent, as long as what grew from it. Open a session to see it.</source>
        <translation>Jeder Knoten neben seinem Elternknoten, so lang wie das, was aus ihm wuchs. Öffnen Sie eine Sitzung, um es zu sehen.</translation>
    </message>
    <message>
        <source>‹ back to #%1</source>
        <translation>‹ zurück zu #%1</translation>
    </message>
</context>
<context>
    <name>espalier::Importer</name>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
</context>
<context>
    <name>espalier::Inspector</name>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Build log</source>
        <translation>Build-Protokoll</translation>
    </message>
    <message>
        <source>What to show of the node</source>
        <translation>Was vom Knoten gezeigt wird</translation>
    </message>
    <message>
        <source>99 % bootstrap interval of the speedup over the fastest baseline</source>
        <translation>99-%-Bootstrap-Intervall des Speedups gegenüber der schnellsten Baseline</translation>
    </message>
    <message>
        <source>Timed cases</source>
        <translation>Gemessene Fälle</translation>
    </message>
    <message>
        <source>No node selected</source>
        <translation>Kein Knoten gewählt</translation>
    </message>
    <message>
        <source>Click a node in the tree, or press B for the best one.</source>
        <translation>Klicken Sie auf einen Knoten im Baum oder drücken Sie B für den besten.</translation>
    </message>
    <message>
        <source>No node selected.</source>
        <translation>Kein Knoten gewählt.</translation>
    </message>
    <message>
        <source>the fastest baseline</source>
        <translation>der schnellsten Baseline</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <translation>%1 gegenüber %2</translation>
    </message>
    <message>
        <source>The plain seed.</source>
        <translation>Der Ausgangskernel.</translation>
    </message>
    <message>
        <source>%1 of roof</source>
        <translation>%1 des Roofs</translation>
    </message>
    <message>
        <source>parent #%1  %2</source>
        <translation>gegen #%1  %2</translation>
    </message>
    <message>
        <source>⊘ pruned</source>
        <translation>⊘ gestutzt</translation>
    </message>
    <message>
        <source>⚑ pinned</source>
        <translation>⚑ angeheftet</translation>
    </message>
    <message>
        <source>boost %L1</source>
        <translation>Gewicht %L1</translation>
    </message>
    <message>
        <source>pending…</source>
        <translation>wartet…</translation>
    </message>
    <message>
        <source>Not timed. %1</source>
        <translation>Nicht gemessen. %1</translation>
    </message>
    <message>
        <source>Medians of interleaved pairs; speedup over %1 with its 99 % interval.</source>
        <translation>Mediane verschränkter Paare; Speedup gegenüber %1 mit 99-%-Intervall.</translation>
    </message>
    <message>
        <source>
%1 · %2 of the roof · %3 GFLOP/s · %4 GB/s · by %5 model</source>
        <translation>
%1 · %2 des Roofs · %3 GFLOP/s · %4 GB/s · nach %5</translation>
    </message>
    <message>
        <source>bound unknown</source>
        <translation>Engpass unbekannt</translation>
    </message>
    <message>
        <source>%1

%2 s

%3</source>
        <translation>%1

%2 s

%3</translation>
    </message>
    <message>
        <source>The compiler had nothing to say.</source>
        <translation>Der Compiler hatte nichts anzumerken.</translation>
    </message>
    <message>
        <source>No prompt: this node was not made by a synthesizer.</source>
        <translation>Kein Prompt: Diesen Knoten hat kein Synthesizer erzeugt.</translation>
    </message>
    <message>
        <source>
Trust: %1</source>
        <translation>
Vertrauen: %1</translation>
    </message>
    <message>
        <source>
Judged on %1 (%2)</source>
        <translation>
Bewertet auf %1 (%2)</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Findings, by what they could gain</source>
        <translation>Befunde nach möglichem Gewinn</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>◆ baseline</source>
        <translation>◆ Baseline</translation>
    </message>
    <message>
        <source>baseline #%1</source>
        <translation>Baseline #%1</translation>
    </message>
    <message>
        <source>roof %1</source>
        <translation>Roof %1</translation>
    </message>
    <message>
        <source>Share of the roof against that of #%1</source>
        <translation>Anteil am Roof gegenüber dem von #%1</translation>
    </message>
    <message numerus="yes">
        <source>%n children asked for</source>
        <translation>
            <numerusform>%n Kind verlangt</numerusform>
            <numerusform>%n Kinder verlangt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::LanesPanel</name>
    <message>
        <source>Lanes</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Bauen</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Judge on %1</source>
        <translation>Prüfen auf %1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Let candidates enter this lane again</source>
        <translation>Wieder Kandidaten in diese Bahn lassen</translation>
    </message>
    <message>
        <source>Let nothing new enter this lane; what is in it is finished</source>
        <translation>Nichts Neues in diese Bahn lassen; was darin ist, wird fertig</translation>
    </message>
    <message>
        <source>pausing…</source>
        <translation>hält an…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>resuming…</source>
        <translation>läuft an…</translation>
    </message>
    <message>
        <source>%1 step %2 · %3</source>
        <translation>%1 Schritt %2 · %3</translation>
    </message>
    <message numerus="yes">
        <source>%n at work</source>
        <translation>
            <numerusform>%n in Arbeit</numerusform>
            <numerusform>%n in Arbeit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>idle</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>%1 step %2</source>
        <translation>%1 Schritt %2</translation>
    </message>
    <message>
        <source>%1 step %2 of #%3</source>
        <translation>%1 Schritt %2 von #%3</translation>
    </message>
    <message>
        <source>judged on %1</source>
        <translation>geprüft auf %1</translation>
    </message>
    <message>
        <source>Waiting:</source>
        <translation>Wartend:</translation>
    </message>
    <message>
        <source>Nothing is in this lane.</source>
        <translation>In dieser Bahn ist nichts.</translation>
    </message>
    <message>
        <source>Click to go to the nodes they come from.</source>
        <translation>Klicken Sie, um zu den Knoten zu gehen, von denen sie kommen.</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
</context>
<context>
    <name>espalier::Legend</name>
    <message>
        <source>Legend: blue is slower than the baseline, grey as fast, amber faster</source>
        <translation>Legende: Blau ist langsamer als die Baseline, Grau gleich schnell, Bernstein schneller</translation>
    </message>
    <message>
        <source>✕ failed, with the reason</source>
        <translation>✕ gescheitert, mit Grund</translation>
    </message>
    <message>
        <source>★ best</source>
        <translation>★ bester</translation>
    </message>
    <message>
        <source>⚑ pinned</source>
        <translation>⚑ angeheftet</translation>
    </message>
    <message>
        <source>⊘ pruned</source>
        <translation>⊘ gestutzt</translation>
    </message>
    <message>
        <source>◆ baseline</source>
        <translation>◆ Baseline</translation>
    </message>
    <message>
        <source>◇ in review</source>
        <translation>◇ in Durchsicht</translation>
    </message>
    <message>
        <source>✓ approved</source>
        <translation>✓ gebilligt</translation>
    </message>
    <message>
        <source>※ bookmark</source>
        <translation>※ Lesezeichen</translation>
    </message>
    <message>
        <source>◎ the search grows only here</source>
        <translation>◎ die Suche wächst nur hier</translation>
    </message>
</context>
<context>
    <name>espalier::LessonPanel</name>
    <message>
        <source>Bookmarks of the lesson</source>
        <translation>Lesezeichen der Lektion</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>One place towards the beginning of the lesson</source>
        <translation>Einen Platz näher zum Anfang der Lektion</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>One place towards the end of the lesson</source>
        <translation>Einen Platz näher zum Ende der Lektion</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the bookmark off; the note stays at its node</source>
        <translation>Das Lesezeichen wegnehmen; die Notiz bleibt am Knoten</translation>
    </message>
    <message>
        <source>As it was then</source>
        <translation>Wie es damals war</translation>
    </message>
    <message>
        <source>Show the session as it was when this node came, instead of as it is now</source>
        <translation>Die Sitzung zeigen, wie sie war, als dieser Knoten kam, und nicht, wie sie jetzt ist</translation>
    </message>
    <message>
        <source>Node #%1</source>
        <translation>Knoten #%1</translation>
    </message>
    <message>
        <source>the session after step %1</source>
        <translation>die Sitzung nach Schritt %1</translation>
    </message>
    <message>
        <source>the session as it is now</source>
        <translation>die Sitzung, wie sie jetzt ist</translation>
    </message>
    <message>
        <source>#%1 · %2</source>
        <translation>#%1 · %2</translation>
    </message>
    <message>
        <source>%1. F2 changes the title.</source>
        <translation>%1. F2 ändert den Titel.</translation>
    </message>
    <message>
        <source>K bookmarks the selected node; a lesson goes from bookmark to bookmark.</source>
        <translation>K setzt ein Lesezeichen am gewählten Knoten; eine Lektion geht von Lesezeichen zu Lesezeichen.</translation>
    </message>
    <message>
        <source>Choose a bookmark to see its note.</source>
        <translation>Wählen Sie ein Lesezeichen, um seine Notiz zu sehen.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>espalier::LessonPlan</name>
    <message>
        <source>This session has no lesson yet: bookmark a node with K, and write what you want to say of it into its note.</source>
        <translation>Diese Sitzung hat noch keine Lektion: setzen Sie mit K ein Lesezeichen an einen Knoten, und schreiben Sie in seine Notiz, was Sie dazu sagen wollen.</translation>
    </message>
</context>
<context>
    <name>espalier::LongWorks</name>
    <message>
        <source>It is too late to cancel: it is being written.</source>
        <translation>Zum Abbrechen ist es zu spät: es wird schon geschrieben.</translation>
    </message>
    <message>
        <source>Cancelled, and nothing was kept: %1</source>
        <translation>Abgebrochen, nichts wurde behalten: %1</translation>
    </message>
</context>
<context>
    <name>espalier::MainWindow</name>
    <message>
        <source>Espalier</source>
        <translation>Espalier</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Legend  (speedup, log)</source>
        <translation>Legende  (Speedup, log)</translation>
    </message>
    <message>
        <source>%1 – Espalier</source>
        <translation>%1 – Espalier</translation>
    </message>
    <message>
        <source>Choose a session on the left, or start a search with Ctrl+N.</source>
        <translation>Wählen Sie links eine Sitzung oder starten Sie mit Strg+N eine Suche.</translation>
    </message>
    <message>
        <source>no cheats in this session</source>
        <translation>kein Betrug in dieser Sitzung</translation>
    </message>
    <message numerus="yes">
        <source>%n cheats caught</source>
        <translation>
            <numerusform>%n Betrugsversuch erkannt</numerusform>
            <numerusform>%n Betrugsversuche erkannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n commands pending</source>
        <translation>
            <numerusform> · %n Befehl wartet</numerusform>
            <numerusform> · %n Befehle warten</numerusform>
        </translation>
    </message>
    <message>
        <source>All recorded · step %1 · judge: %2%3</source>
        <translation>Alles gespeichert · Schritt %1 · Prüfung: %2%3</translation>
    </message>
    <message>
        <source>No node matches; try a number, a skill, a verdict, &gt;2 or bound:memory.</source>
        <translation>Kein Knoten passt; versuchen Sie eine Nummer, einen Skill, ein Urteil, &gt;2 oder bound:memory.</translation>
    </message>
    <message>
        <source>Nothing was changed, so nothing was handed to the search.</source>
        <translation>Es wurde nichts geändert, daher wurde der Suche nichts übergeben.</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>About Espalier</source>
        <translation>Über Espalier</translation>
    </message>
    <message>
        <source>&lt;b&gt;Espalier&lt;/b&gt;&lt;br&gt;Watch, steer and review a search for faster kernels.&lt;br&gt;&lt;br&gt;GPL-3.0-or-later. It comes without any warranty.</source>
        <translation>&lt;b&gt;Espalier&lt;/b&gt;&lt;br&gt;Eine Suche nach schnelleren Kernels beobachten, steuern und prüfen.&lt;br&gt;&lt;br&gt;GPL-3.0-or-later. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Select the node whose child this source is to be, then open it again.</source>
        <translation>Den Knoten wählen, dessen Kind diese Quelle werden soll, und sie dann noch einmal öffnen.</translation>
    </message>
    <message>
        <source>The file is in %1 and the node in %2; select a node of a session for that language.</source>
        <translation>Die Datei ist in %1 und der Knoten in %2; einen Knoten einer Sitzung für diese Sprache wählen.</translation>
    </message>
    <message>
        <source>Ctrl+K commands   F1 manual</source>
        <translation>Ctrl+K Befehle   F1 Handbuch</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Session %1: %2</source>
        <translation>Sitzung %1: %2</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Replay: the session as it was after node %1 of %2. Shift+R returns to now.</source>
        <translation>Wiedergabe: die Sitzung nach Knoten %1 von %2. Shift+R kehrt zur Gegenwart zurück.</translation>
    </message>
    <message>
        <source>Every number is now set against #%1; Ctrl+B on it ends that.</source>
        <translation>Jede Zahl steht nun gegen #%1; Ctrl+B darauf beendet das.</translation>
    </message>
    <message>
        <source>No baseline is marked.</source>
        <translation>Es ist keine Baseline gesetzt.</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Icicle</source>
        <translation>Eiszapfen</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes match; F3 goes to the next.</source>
        <translation>
            <numerusform>%1 von %n Knoten passt; F3 geht zum nächsten.</numerusform>
            <numerusform>%1 von %n Knoten passen; F3 geht zum nächsten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The window shows another session by now, so nothing was added. Your kernel is on the clipboard: open session %1 and edit node #%2 again.</source>
        <translation>Das Fenster zeigt inzwischen eine andere Sitzung, also wurde nichts hinzugefügt. Ihr Kernel liegt in der Zwischenablage: öffnen Sie Sitzung %1 und bearbeiten Sie Knoten #%2 noch einmal.</translation>
    </message>
    <message>
        <source>The window shows another session by now: open session %1 to check this.</source>
        <translation>Das Fenster zeigt inzwischen eine andere Sitzung: öffnen Sie Sitzung %1, um dies zu prüfen.</translation>
    </message>
    <message>
        <source> · follows the newest node</source>
        <translation> · folgt dem neuesten Knoten</translation>
    </message>
    <message>
        <source> · follows the best node</source>
        <translation> · folgt dem besten Knoten</translation>
    </message>
    <message>
        <source>store %1     Ctrl+K commands   F1 manual</source>
        <translation>Ablage %1     Ctrl+K Befehle   F1 Handbuch</translation>
    </message>
    <message>
        <source>The sessions of this window are kept in %1</source>
        <translation>Die Sitzungen dieses Fensters liegen in %1</translation>
    </message>
    <message numerus="yes">
        <source>%n things were dropped; drop one at a time: a task&apos;s folder, a kernel&apos;s source, another tool&apos;s run or a link.</source>
        <translation>
            <numerusform>%n Ding wurde hineingezogen; ziehen Sie nur eines auf einmal hinein: den Ordner einer Aufgabe, den Quelltext eines Kernels, den Lauf eines anderen Werkzeugs oder einen Verweis.</numerusform>
            <numerusform>%n Dinge wurden hineingezogen; ziehen Sie nur eines auf einmal hinein: den Ordner einer Aufgabe, den Quelltext eines Kernels, den Lauf eines anderen Werkzeugs oder einen Verweis.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only files and folders of this machine can be opened; save it here first.</source>
        <translation>Nur Dateien und Ordner dieser Maschine können geöffnet werden; speichern Sie es zuerst hier.</translation>
    </message>
</context>
<context>
    <name>espalier::MetricsModel</name>
    <message>
        <source>%1: speedup</source>
        <translation>%1: Speedup</translation>
    </message>
    <message>
        <source>%1: time</source>
        <translation>%1: Zeit</translation>
    </message>
    <message>
        <source>bytes through %1</source>
        <translation>Bytes durch %1</translation>
    </message>
    <message>
        <source>= same, within the interval</source>
        <translation>= gleich, im Intervall</translation>
    </message>
    <message>
        <source>= same</source>
        <translation>= gleich</translation>
    </message>
    <message>
        <source>better</source>
        <translation>besser</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>schlechter</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>▲ new</source>
        <translation>▲ neu</translation>
    </message>
    <message>
        <source>▼ gone</source>
        <translation>▼ entfallen</translation>
    </message>
    <message>
        <source>figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>taken at different times</source>
        <translation>zu verschiedenen Zeiten gemessen</translation>
    </message>
    <message>
        <source>over different baselines</source>
        <translation>gegen verschiedene Baselines</translation>
    </message>
</context>
<context>
    <name>espalier::MixPopover</name>
    <message>
        <source>Mix of synthesizers</source>
        <translation>Mischung der Synthesizer</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>This session was started with one synthesizer, %1, so there is nothing to mix. A search with several is started with --synth.</source>
        <translation>Diese Sitzung begann mit einem Synthesizer, %1, also gibt es nichts zu mischen. Eine Suche mit mehreren beginnt man mit --synth.</translation>
    </message>
    <message>
        <source>the rules</source>
        <translation>die Regeln</translation>
    </message>
    <message>
        <source>Failed candidates are mended by whoever reads reasons, whatever the mix.</source>
        <translation>Gescheiterte Kandidaten bessert aus, wer Gründe liest, gleich welche Mischung.</translation>
    </message>
</context>
<context>
    <name>espalier::NewSearchDialog</name>
    <message>
        <source>New search</source>
        <translation>Neue Suche</translation>
    </message>
    <message>
        <source>greedy grows the best node; uct and thompson also try what was seldom tried; evolution keeps the best of every kind</source>
        <translation>greedy lässt den besten Knoten wachsen; uct und thompson versuchen auch, was selten versucht wurde; evolution behält von jeder Art den besten</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Candidates in flight at once; one at a time is timed</source>
        <translation>Kandidaten, die zugleich in Arbeit sind; gemessen wird immer nur einer</translation>
    </message>
    <message>
        <source>The same seed and the same answers give the same tree</source>
        <translation>Gleicher Startwert und gleiche Antworten ergeben den gleichen Baum</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>&amp;Task</source>
        <translation>&amp;Aufgabe</translation>
    </message>
    <message>
        <source>&amp;Policy</source>
        <translation>S&amp;trategie</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>&amp;Schritte</translation>
    </message>
    <message>
        <source>&amp;Minutes</source>
        <translation>&amp;Minuten</translation>
    </message>
    <message>
        <source>&amp;Workers</source>
        <translation>&amp;Worker</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>Sta&amp;rtwert</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>No tasks were found beside the program; see the manual (F1).</source>
        <translation>Neben dem Programm wurden keine Aufgaben gefunden; siehe Handbuch (F1).</translation>
    </message>
    <message>
        <source>Where kernels run and in what they are written: cpu is C++, opencl is OpenCL C</source>
        <translation>Wo Kernel laufen und worin sie geschrieben sind: cpu ist C++, opencl ist OpenCL C</translation>
    </message>
    <message>
        <source>%1 cannot be chosen: %2</source>
        <translation>%1 ist nicht wählbar: %2</translation>
    </message>
    <message>
        <source>T&amp;arget</source>
        <translation>&amp;Ziel</translation>
    </message>
</context>
<context>
    <name>espalier::NoteEditor</name>
    <message>
        <source>Note at this node</source>
        <translation>Notiz an diesem Knoten</translation>
    </message>
    <message>
        <source>What to remember of this node, or to say when you present it</source>
        <translation>Was zu diesem Knoten zu merken oder beim Vorführen zu sagen ist</translation>
    </message>
</context>
<context>
    <name>espalier::NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Verstanden</translation>
    </message>
</context>
<context>
    <name>espalier::Opener</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>Tasks, kernels, runs and links (%1)</source>
        <translation>Aufgaben, Kernel, Läufe und Verknüpfungen (%1)</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
</context>
<context>
    <name>espalier::OutlineModel</name>
    <message>
        <source> ⊘ pruned</source>
        <translation> ⊘ gestutzt</translation>
    </message>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>Speedup</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>what was changed</source>
        <translation>was geändert wurde</translation>
    </message>
    <message>
        <source>matches the filter</source>
        <translation>passt zum Filter</translation>
    </message>
</context>
<context>
    <name>espalier::OverviewStrip</name>
    <message>
        <source>Overview of the tree</source>
        <translation>Übersicht des Baums</translation>
    </message>
    <message>
        <source>The whole tree; click to go there</source>
        <translation>Der ganze Baum; ein Klick führt dorthin</translation>
    </message>
</context>
<context>
    <name>espalier::ParetoChart</name>
    <message>
        <source>Pareto</source>
        <translation>Pareto</translation>
    </message>
    <message>
        <source>Against registers</source>
        <translation>Gegen Register</translation>
    </message>
    <message>
        <source>Against machine code</source>
        <translation>Gegen Maschinencode</translation>
    </message>
    <message>
        <source>Against build time</source>
        <translation>Gegen Bauzeit</translation>
    </message>
    <message>
        <source>What the speedup is set against</source>
        <translation>Wogegen die Speedup gestellt ist</translation>
    </message>
    <message>
        <source>vector registers in inner loops</source>
        <translation>Vektorregister in inneren Schleifen</translation>
    </message>
    <message>
        <source>registers of a thread</source>
        <translation>Register eines Threads</translation>
    </message>
    <message>
        <source>instructions in the machine code</source>
        <translation>Befehle im Maschinencode</translation>
    </message>
    <message>
        <source>seconds to build</source>
        <translation>Sekunden zum Bauen</translation>
    </message>
    <message numerus="yes">
        <source>%n registers</source>
        <translation>
            <numerusform>%n Register</numerusform>
            <numerusform>%n Register</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instructions</source>
        <translation>
            <numerusform>%n Befehl</numerusform>
            <numerusform>%n Befehle</numerusform>
        </translation>
    </message>
    <message>
        <source>built in %L1 s</source>
        <translation>in %L1 s gebaut</translation>
    </message>
    <message>
        <source>speedup over the fastest baseline, log; line: nobody has more speed for less</source>
        <translation>Speedup gegenüber der schnellsten Baseline, log.; Linie: mehr Tempo für weniger hat keiner</translation>
    </message>
    <message>
        <source>The first correct node starts this chart.</source>
        <translation>Mit dem ersten richtigen Knoten beginnt dieses Diagramm.</translation>
    </message>
    <message>
        <source>Of no correct node this is known; choose another cost above.</source>
        <translation>Von keinem richtigen Knoten ist dies bekannt; wählen Sie oben einen anderen Aufwand.</translation>
    </message>
    <message>
        <source>on the front</source>
        <translation>auf der Front</translation>
    </message>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>Speedup</translation>
    </message>
    <message>
        <source>front</source>
        <translation>Front</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Against error</source>
        <translation>Gegen Fehler</translation>
    </message>
    <message>
        <source>largest error, % of the tolerance</source>
        <translation>größter Fehler, % der Toleranz</translation>
    </message>
    <message>
        <source>error at most %1 % of the tolerance</source>
        <translation>Fehler höchstens %1 % der Toleranz</translation>
    </message>
    <message>
        <source>no error beyond rounding to its type</source>
        <translation>kein Fehler außer der Rundung auf den Typ</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>espalier::PatchDialog</name>
    <message>
        <source>A file that git apply takes</source>
        <translation>Eine Datei, die git apply nimmt</translation>
    </message>
    <message>
        <source>A commit on a new branch of a checkout</source>
        <translation>Ein Eintrag auf einem neuen Zweig einer Arbeitskopie</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Export #%1 as a patch</source>
        <translation>#%1 als Patch ausgeben</translation>
    </message>
    <message>
        <source>src/kernel.cpp, from the repository&apos;s root</source>
        <translation>src/kernel.cpp, von der Wurzel der Arbeitskopie aus</translation>
    </message>
    <message>
        <source>Checkout</source>
        <translation>Arbeitskopie</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Zweig</translation>
    </message>
    <message>
        <source>Kernel&apos;s file</source>
        <translation>Datei des Kernels</translation>
    </message>
    <message>
        <source>The checkout&apos;s current branch and its files stay as they are.</source>
        <translation>Der jetzige Zweig der Arbeitskopie und ihre Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
</context>
<context>
    <name>espalier::PatchSaver</name>
    <message>
        <source>Export patch</source>
        <translation>Patch ausgeben</translation>
    </message>
    <message>
        <source>Patches (%1)</source>
        <translation>Patches (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The patch is saved as %1.</source>
        <translation>Der Patch ist als %1 gespeichert.</translation>
    </message>
</context>
<context>
    <name>espalier::Plot</name>
    <message>
        <source>Export…</source>
        <translation>Ausgeben…</translation>
    </message>
    <message>
        <source>Save this chart as a picture or its figures as a table</source>
        <translation>Dieses Diagramm als Bild oder seine Zahlen als Tabelle speichern</translation>
    </message>
    <message>
        <source>%1 ▾</source>
        <translation>%1 ▾</translation>
    </message>
    <message>
        <source>Show another chart here</source>
        <translation>Hier ein anderes Diagramm zeigen</translation>
    </message>
    <message>
        <source>Export as PNG…</source>
        <translation>Als PNG ausgeben…</translation>
    </message>
    <message>
        <source>Export as SVG…</source>
        <translation>Als SVG ausgeben…</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV ausgeben…</translation>
    </message>
</context>
<context>
    <name>espalier::PolicyPopover</name>
    <message>
        <source>Selection policy</source>
        <translation>Auswahlstrategie</translation>
    </message>
    <message>
        <source>The new policy takes over all that was tried so far.</source>
        <translation>Die neue Strategie übernimmt alles bisher Versuchte.</translation>
    </message>
</context>
<context>
    <name>espalier::ProfileModel</name>
    <message>
        <source>waiting, cycles per issue: %1</source>
        <translation>Warten, Takte je Befehl: %1</translation>
    </message>
    <message>
        <source>first to last work, µs</source>
        <translation>erste bis letzte Arbeit, µs</translation>
    </message>
    <message>
        <source>kernels, µs</source>
        <translation>Kernel, µs</translation>
    </message>
    <message>
        <source>copies, µs</source>
        <translation>Kopien, µs</translation>
    </message>
    <message>
        <source>nothing, µs</source>
        <translation>nichts, µs</translation>
    </message>
    <message>
        <source>launching, µs</source>
        <translation>Starten, µs</translation>
    </message>
    <message>
        <source>host waiting, µs</source>
        <translation>Warten des Rechners, µs</translation>
    </message>
    <message>
        <source>compiler, %1</source>
        <translation>Compiler, %1</translation>
    </message>
    <message>
        <source>registers of a thread</source>
        <translation>Register eines Threads</translation>
    </message>
    <message>
        <source>shared memory of a block, bytes</source>
        <translation>gemeinsamer Speicher eines Blocks, Bytes</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>threads of a block</source>
        <translation>Threads eines Blocks</translation>
    </message>
    <message>
        <source>spilled</source>
        <translation>ausgelagert</translation>
    </message>
    <message>
        <source>theoretical occupancy, %</source>
        <translation>theoretische Belegung, %</translation>
    </message>
    <message>
        <source>counters of case %1</source>
        <translation>Zähler von Fall %1</translation>
    </message>
    <message>
        <source>instructions a cycle</source>
        <translation>Befehle je Takt</translation>
    </message>
    <message>
        <source>mispredicted branches in 1,000 instructions</source>
        <translation>falsch vorhergesagte Sprünge auf 1.000 Befehle</translation>
    </message>
    <message>
        <source>bytes missed in the caches</source>
        <translation>in den Caches verfehlte Bytes</translation>
    </message>
    <message>
        <source>machine code</source>
        <translation>Maschinencode</translation>
    </message>
    <message>
        <source>instructions</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>vector width, bits</source>
        <translation>Vektorbreite, Bits</translation>
    </message>
    <message>
        <source>vector registers in inner loops</source>
        <translation>Vektorregister in inneren Schleifen</translation>
    </message>
    <message>
        <source>bytes per operation</source>
        <translation>Bytes je Operation</translation>
    </message>
    <message>
        <source>loops vectorised</source>
        <translation>vektorisierte Schleifen</translation>
    </message>
    <message>
        <source>loops not vectorised</source>
        <translation>nicht vektorisierte Schleifen</translation>
    </message>
    <message>
        <source>cores in use</source>
        <translation>benutzte Kerne</translation>
    </message>
    <message>
        <source>processor time over time</source>
        <translation>Prozessorzeit je Zeit</translation>
    </message>
    <message>
        <source>figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>from</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>instructions on matrix tiles</source>
        <translation>Befehle auf Matrixkacheln</translation>
    </message>
    <message>
        <source>accesses of 16 bytes a thread</source>
        <translation>Zugriffe von 16 Bytes je Thread</translation>
    </message>
    <message>
        <source>accesses to shared memory</source>
        <translation>Zugriffe auf Shared Memory</translation>
    </message>
    <message>
        <source>arithmetic on whole vectors, %</source>
        <translation>Arithmetik auf ganzen Vektoren, %</translation>
    </message>
    <message>
        <source>loads that wait for a load</source>
        <translation>Ladezugriffe, die auf einen anderen warten</translation>
    </message>
    <message>
        <source>accesses to one element of a line</source>
        <translation>Zugriffe auf ein Element je Zeile</translation>
    </message>
    <message>
        <source>gathers</source>
        <translation>verstreutes Laden</translation>
    </message>
    <message>
        <source>spilled vector registers</source>
        <translation>ausgelagerte Vektorregister</translation>
    </message>
    <message>
        <source>calls of scalar functions</source>
        <translation>Aufrufe skalarer Funktionen</translation>
    </message>
    <message>
        <source>streaming stores</source>
        <translation>Streaming-Speicherbefehle</translation>
    </message>
    <message>
        <source>largest error, % of the tolerance</source>
        <translation>größter Fehler, % der Toleranz</translation>
    </message>
    <message>
        <source>the judge</source>
        <translation>die Prüfung</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>gegen %1</translation>
    </message>
</context>
<context>
    <name>espalier::ProfilePage</name>
    <message>
        <source>Which profile</source>
        <translation>Welches Profil</translation>
    </message>
    <message>
        <source>Speed of light</source>
        <translation>Anteil am Möglichen</translation>
    </message>
    <message>
        <source>Stalls</source>
        <translation>Wartezeiten</translation>
    </message>
    <message>
        <source>Instruction mix</source>
        <translation>Befehlsmischung</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>, case %1</source>
        <translation>, Fall %1</translation>
    </message>
    <message>
        <source>Select a node to see how it fills the machine.</source>
        <translation>Wählen Sie einen Knoten, um zu sehen, wie er den Rechner auslastet.</translation>
    </message>
    <message>
        <source>% of the measured roofs, by compulsory bytes and useful operations</source>
        <translation>% der gemessenen Roofs, nach nötigen Bytes und nützlichen Operationen</translation>
    </message>
    <message>
        <source>% of peak, by counters; the kernel that took most of the time</source>
        <translation>% der Spitze, nach Zählern; der Kernel, der die meiste Zeit brauchte</translation>
    </message>
    <message>
        <source>cycles that a warp waited for each instruction it issued</source>
        <translation>Takte, die ein Warp für jeden Befehl wartete, den er gab</translation>
    </message>
    <message>
        <source>instructions in inner loops, counted in the machine code</source>
        <translation>Befehle in inneren Schleifen, im Maschinencode gezählt</translation>
    </message>
    <message>
        <source>instructions of the kernel, counted in the machine code</source>
        <translation>Befehle des Kernels, im Maschinencode gezählt</translation>
    </message>
    <message>
        <source>What the judge and the compiler know of #%1.</source>
        <translation>Was der Prüfer und der Compiler von #%1 wissen.</translation>
    </message>
    <message>
        <source>#%1 was not timed, so only its code is known.</source>
        <translation>#%1 wurde nicht gemessen, bekannt ist nur sein Code.</translation>
    </message>
    <message>
        <source>Profile by %1</source>
        <translation>Profil von %1</translation>
    </message>
    <message>
        <source>case %1</source>
        <translation>Fall %1</translation>
    </message>
    <message>
        <source>%1, %2 of the kernels&apos; time</source>
        <translation>%1, %2 der Zeit der Kernel</translation>
    </message>
    <message>
        <source>A run of its own: no time in it counts.</source>
        <translation>Ein eigener Lauf: keine Zeit darin zählt.</translation>
    </message>
    <message>
        <source>It is a trace of times; it has no counters of the hardware.</source>
        <translation>Es ist eine Aufzeichnung von Zeiten; Zähler der Hardware hat sie nicht.</translation>
    </message>
    <message>
        <source>espalier profile --import FILE --format ncu %1</source>
        <translation>espalier profile --import FILE --format ncu %1</translation>
    </message>
    <message>
        <source>No profile was recorded for this node. With Nsight Compute here, run
espalier profile %1
or read a recorded one:
%2</source>
        <translation>Für diesen Knoten wurde kein Profil aufgezeichnet. Mit Nsight Compute auf diesem Rechner starten Sie
espalier profile %1
oder lesen ein aufgezeichnetes:
%2</translation>
    </message>
    <message>
        <source>No hardware counters: this machine gave the judge none, and no profile was recorded for this node. A recorded one is read with
%1</source>
        <translation>Keine Zähler der Hardware: dieser Rechner gab dem Prüfer keine, und für diesen Knoten wurde kein Profil aufgezeichnet. Ein aufgezeichnetes wird gelesen mit
%1</translation>
    </message>
    <message>
        <source>Occupancy %1 % of %2 % possible%3</source>
        <translation>Belegung %1 % von möglichen %2 %%3</translation>
    </message>
    <message>
        <source>: %1</source>
        <translation>: %1</translation>
    </message>
    <message>
        <source>%1 blocks of %2 threads, %3 registers a thread, %4 bytes of shared memory a block, %5 waves</source>
        <translation>%1 Blöcke zu %2 Threads, %3 Register je Thread, %4 Bytes gemeinsamer Speicher je Block, %5 Wellen</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
</context>
<context>
    <name>espalier::ProgressChart</name>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>The first correct node starts this chart.</source>
        <translation>Mit dem ersten korrekten Knoten beginnt dieses Diagramm.</translation>
    </message>
    <message>
        <source>Best so far, low end of the 99 % interval</source>
        <translation>Bestwert im Verlauf, unteres Ende des 99-%-Intervalls</translation>
    </message>
    <message>
        <source>speedup over the fastest baseline, log; band: the interval; points: every correct node</source>
        <translation>Speedup zur schnellsten Baseline, log; Band: Intervall; Punkte: korrekte Knoten</translation>
    </message>
    <message>
        <source>Best at step %1: %2</source>
        <translation>Bester bei Schritt %1: %2</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Against minutes since the search began, pauses included, instead of steps</source>
        <translation>Über Minuten seit Beginn der Suche samt Pausen statt über Schritte</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Best after %L1 min: %2</source>
        <translation>Bester nach %L1 min: %2</translation>
    </message>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>Speedup</translation>
    </message>
    <message>
        <source>interval low</source>
        <translation>Intervall unten</translation>
    </message>
    <message>
        <source>interval high</source>
        <translation>Intervall oben</translation>
    </message>
    <message>
        <source>best so far, low end</source>
        <translation>bisher bester, unteres Ende</translation>
    </message>
</context>
<context>
    <name>espalier::ReasonField</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>espalier::RemarkDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
</context>
<context>
    <name>espalier::ReplayBar</name>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>Tempo der Wiedergabe</translation>
    </message>
    <message>
        <source>node %1 of %2 · step %3 · %4 · best %5</source>
        <translation>Knoten %1 von %2 · Schritt %3 · %4 · bester %5</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes/s</source>
        <translation>
            <numerusform>%n Knoten/s</numerusform>
            <numerusform>%n Knoten/s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ReviewGutter</name>
    <message>
        <source>Only lines of the node&apos;s source and of its parent&apos;s can be commented on; compare it with its parent.</source>
        <translation>Nur zu Zeilen des Knotens und seines Elternknotens lässt sich etwas anmerken; vergleichen Sie ihn mit seinem Elternknoten.</translation>
    </message>
    <message>
        <source>It stays with this line in the nodes that grow from here.</source>
        <translation>Sie bleibt in den Knoten, die von hier wachsen, bei dieser Zeile.</translation>
    </message>
    <message>
        <source>A line of the parent that this node took out or changed.</source>
        <translation>Eine Zeile des Elternknotens, die dieser Knoten entfernt oder geändert hat.</translation>
    </message>
    <message>
        <source>Comment on line %1 of #%2</source>
        <translation>Anmerkung zu Zeile %1 von #%2</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Anmerken</translation>
    </message>
</context>
<context>
    <name>espalier::ReviewPage</name>
    <message>
        <source>Checklist</source>
        <translation>Prüfliste</translation>
    </message>
    <message>
        <source>Build it with the address, undefined-behaviour and thread sanitizers and run it once</source>
        <translation>Ihn mit den Sanitizern für Adressen, undefiniertes Verhalten und Threads bauen und einmal ausführen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>Filled when the node has been read.</source>
        <translation>Wird ausgefüllt, wenn der Knoten gelesen ist.</translation>
    </message>
    <message>
        <source>%1 of %2 yes; nothing keeps it from approval.</source>
        <translation>%1 von %2 ja; der Billigung steht nichts entgegen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 yes; %n to see to, or to give a reason for, before it is approved.</source>
        <translation>
            <numerusform>%1 von %2 ja; vor der Billigung ist noch %n zu klären oder zu begründen.</numerusform>
            <numerusform>%1 von %2 ja; vor der Billigung sind noch %n zu klären oder zu begründen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sanitizers run…</source>
        <translation>Sanitizer laufen…</translation>
    </message>
    <message>
        <source>Run sanitizers</source>
        <translation>Sanitizer ausführen</translation>
    </message>
</context>
<context>
    <name>espalier::ReviewSteps</name>
    <message>
        <source>Propose</source>
        <translation>Vorschlagen</translation>
    </message>
    <message>
        <source>Hand this node in for review</source>
        <translation>Diesen Knoten zur Durchsicht geben</translation>
    </message>
    <message>
        <source>Begin review</source>
        <translation>Durchsicht beginnen</translation>
    </message>
    <message>
        <source>Say that you look at it</source>
        <translation>Sagen, dass Sie ihn ansehen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Billigen</translation>
    </message>
    <message>
        <source>Where the checklist is not clean, with a reason</source>
        <translation>Wo die Prüfliste nicht rein ist, mit einem Grund</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Ablehnen…</translation>
    </message>
    <message>
        <source>With a reason</source>
        <translation>Mit einem Grund</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Take it out of review</source>
        <translation>Ihn aus der Durchsicht nehmen</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Mark this node to find it again (K)</source>
        <translation>Diesen Knoten zum Wiederfinden merken (K)</translation>
    </message>
    <message>
        <source>No node selected</source>
        <translation>Kein Knoten gewählt</translation>
    </message>
    <message>
        <source>Not in review</source>
        <translation>Nicht in Durchsicht</translation>
    </message>
    <message>
        <source>Review again</source>
        <translation>Noch einmal durchsehen</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>Billigen…</translation>
    </message>
    <message>
        <source>the node has not been read yet</source>
        <translation>der Knoten ist noch nicht gelesen</translation>
    </message>
    <message>
        <source>Approve #%1 all the same</source>
        <translation>#%1 trotzdem billigen</translation>
    </message>
    <message>
        <source>The checklist is not clean: %1. Why is it good enough? The reason stays with the approval.</source>
        <translation>Die Prüfliste ist nicht rein: %1. Warum ist er gut genug? Der Grund bleibt bei der Billigung.</translation>
    </message>
    <message>
        <source>Reject #%1</source>
        <translation>#%1 ablehnen</translation>
    </message>
    <message>
        <source>Why? Whoever wrote it should learn from it.</source>
        <translation>Warum? Wer ihn schrieb, soll daraus lernen.</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
</context>
<context>
    <name>espalier::RooflineChart</name>
    <message>
        <source>Roofline</source>
        <translation>Roofline</translation>
    </message>
    <message>
        <source>operations per byte</source>
        <translation>Operationen pro Byte</translation>
    </message>
    <message>
        <source>GFLOP/s</source>
        <translation>GFLOP/s</translation>
    </message>
    <message>
        <source>Select a correct node to see how near it comes to what the machine can do.</source>
        <translation>Wählen Sie einen korrekten Knoten, um zu sehen, wie nahe er dem Möglichen dieser Maschine kommt.</translation>
    </message>
    <message>
        <source>%1  %L2 GB/s</source>
        <translation>%1  %L2 GB/s</translation>
    </message>
    <message>
        <source>All nodes</source>
        <translation>Alle Knoten</translation>
    </message>
    <message>
        <source>Show every correct node of the session as a faint square</source>
        <translation>Jeden richtigen Knoten der Sitzung als blasses Quadrat zeigen</translation>
    </message>
    <message>
        <source>judged on %1, whose roofs are not here</source>
        <translation>gemessen auf %1, dessen Roofs hier nicht vorliegen</translation>
    </message>
    <message>
        <source>the machine&apos;s roofs are not measured yet</source>
        <translation>die Roofs der Maschine sind noch nicht gemessen</translation>
    </message>
    <message>
        <source>only what is bound by %1; click the roof again for all</source>
        <translation>nur was durch %1 begrenzt ist; noch ein Klick auf den Roof zeigt alle</translation>
    </message>
    <message>
        <source>%1; points: lineage; rings: this node on each memory level</source>
        <translation>%1; Punkte: Abstammung; Ringe: dieser Knoten auf jeder Speicherebene</translation>
    </message>
    <message>
        <source>%1; hollow: baseline %2</source>
        <translation>%1; hohl: Baseline %2</translation>
    </message>
    <message>
        <source>%1  %L2 GFLOP/s</source>
        <translation>%1  %L2 GFLOP/s</translation>
    </message>
    <message>
        <source>%1: %L2 GB/s</source>
        <translation>%1: %L2 GB/s</translation>
    </message>
    <message>
        <source>%1: %L2 GFLOP/s</source>
        <translation>%1: %L2 GFLOP/s</translation>
    </message>
    <message>
        <source>Click to see only what is bound by it</source>
        <translation>Ein Klick zeigt nur, was dadurch begrenzt ist</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>GB/s</source>
        <translation>GB/s</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>Speedup</translation>
    </message>
    <message>
        <source>interval low</source>
        <translation>Intervall unten</translation>
    </message>
    <message>
        <source>interval high</source>
        <translation>Intervall oben</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>share of the roof</source>
        <translation>Anteil am Roof</translation>
    </message>
    <message>
        <source>roof</source>
        <translation>Roof</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>lineage</source>
        <translation>Abstammung</translation>
    </message>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>%1, measured roofs, dashed: theoretical ones</source>
        <translation>%1, gemessene Roofs, gestrichelt: theoretische</translation>
    </message>
    <message>
        <source>%1, measured roofs, theoretical ones unknown</source>
        <translation>%1, gemessene Roofs, theoretische unbekannt</translation>
    </message>
    <message>
        <source>%1; diamond: %2</source>
        <translation>%1; Raute: %2</translation>
    </message>
    <message>
        <source>against the marked baseline</source>
        <translation>gegen die markierte Baseline</translation>
    </message>
    <message>
        <source>marked baseline</source>
        <translation>markierte Baseline</translation>
    </message>
</context>
<context>
    <name>espalier::RunnerLauncher</name>
    <message>
        <source>A search of this window is still running; stop it before starting another.</source>
        <translation>Eine Suche dieses Fensters läuft noch; stoppen Sie sie, bevor Sie eine andere starten.</translation>
    </message>
</context>
<context>
    <name>espalier::SanitizerRunner</name>
    <message>
        <source>The sanitizers had ended before they could be stopped.</source>
        <translation>Die Sanitizer waren fertig, bevor sie angehalten werden konnten.</translation>
    </message>
    <message>
        <source>The sanitizers run on #%1…</source>
        <translation>Die Sanitizer laufen auf #%1…</translation>
    </message>
    <message>
        <source>The sanitizers are being stopped; nothing is recorded of them.</source>
        <translation>Die Sanitizer werden angehalten; von ihnen wird nichts eingetragen.</translation>
    </message>
</context>
<context>
    <name>espalier::SessionList</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>No sessions yet. Start a search with Ctrl+N.</source>
        <translation>Noch keine Sitzungen. Starten Sie eine Suche mit Strg+N.</translation>
    </message>
</context>
<context>
    <name>espalier::SessionsModel</name>
    <message>
        <source>%1, %2, best %3</source>
        <translation>%1, %2, bester %3</translation>
    </message>
    <message>
        <source>Session %1: %2, %3</source>
        <translation>Sitzung %1: %2, %3</translation>
    </message>
</context>
<context>
    <name>espalier::SettingsDialog</name>
    <message>
        <source>Nothing glides, fades or blinks</source>
        <translation>Nichts gleitet, blendet oder blinkt</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Schreibtisch</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>the standard folder</source>
        <translation>der Standardordner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Usual store</source>
        <translation>Übliche Ablage</translation>
    </message>
    <message>
        <source>Size of text, language and store are those of the next start.</source>
        <translation>Schriftgröße, Sprache und Ablage gelten ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>espalier::ShortcutEditor</name>
    <message>
        <source>Usual keys</source>
        <translation>Übliche Tasten</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Einen Befehl finden</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>All usual keys</source>
        <translation>Alle üblichen Tasten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>New keys of the command</source>
        <translation>Neue Tasten des Befehls</translation>
    </message>
    <message>
        <source>Keys of “%1”</source>
        <translation>Tasten von „%1“</translation>
    </message>
    <message>
        <source>%1 is the key of both “%2” and “%3”. Give one of them other keys.</source>
        <translation>%1 ist die Taste von „%2“ und von „%3“. Geben Sie einem davon andere Tasten.</translation>
    </message>
    <message>
        <source>No command and no key is called so.</source>
        <translation>Kein Befehl und keine Taste heißt so.</translation>
    </message>
</context>
<context>
    <name>espalier::SideChooser</name>
    <message>
        <source>Compare against</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>What the node is compared with: choose, or type a node&apos;s number</source>
        <translation>Womit der Knoten verglichen wird: wählen oder die Nummer eines Knotens eingeben</translation>
    </message>
    <message>
        <source>This is the best node.</source>
        <translation>Dies ist der beste Knoten.</translation>
    </message>
    <message>
        <source>No node is correct yet, so there is no best one.</source>
        <translation>Noch ist kein Knoten richtig, also gibt es keinen besten.</translation>
    </message>
    <message>
        <source>This is the baseline.</source>
        <translation>Dies ist die Baseline.</translation>
    </message>
    <message>
        <source>No baseline is marked. Select a node and press Ctrl+B.</source>
        <translation>Es ist keine Baseline gesetzt. Wählen Sie einen Knoten und drücken Sie Ctrl+B.</translation>
    </message>
    <message>
        <source>This is that node itself.</source>
        <translation>Dies ist der Knoten selbst.</translation>
    </message>
    <message>
        <source>This is the plain seed: it has no parent.</source>
        <translation>Dies ist der Ausgangskernel: er hat keinen Elternknoten.</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>Elternknoten</translation>
    </message>
    <message>
        <source>plain seed</source>
        <translation>Ausgangskernel</translation>
    </message>
    <message>
        <source>best</source>
        <translation>bester</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>There is no node #%1 in this session.</source>
        <translation>In dieser Sitzung gibt es keinen Knoten #%1.</translation>
    </message>
</context>
<context>
    <name>espalier::SpendChart</name>
    <message>
        <source>Spend</source>
        <translation>Aufwand</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>Beurteilungen</translation>
    </message>
    <message>
        <source>Seconds of judging</source>
        <translation>Sekunden des Prüfens</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>What is summed up</source>
        <translation>Was aufsummiert ist</translation>
    </message>
    <message numerus="yes">
        <source>%n evaluations</source>
        <translation>
            <numerusform>%n Beurteilung</numerusform>
            <numerusform>%n Beurteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of judging</source>
        <translation>%1 des Prüfens</translation>
    </message>
    <message>
        <source>%L1 tokens</source>
        <translation>%L1 Token</translation>
    </message>
    <message>
        <source>%L1 US dollars</source>
        <translation>%L1 US-Dollar</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>Beurteilungen</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation>US-Dollar</translation>
    </message>
    <message>
        <source>summed over the steps</source>
        <translation>aufsummiert über die Schritte</translation>
    </message>
    <message>
        <source>so far: %1</source>
        <translation>bisher: %1</translation>
    </message>
    <message>
        <source>No model was paid for anything in this session.</source>
        <translation>In dieser Sitzung wurde kein Modell bezahlt.</translation>
    </message>
    <message>
        <source>Nothing was spent yet.</source>
        <translation>Noch wurde nichts aufgewandt.</translation>
    </message>
    <message>
        <source>by step %1: %2</source>
        <translation>bis Schritt %1: %2</translation>
    </message>
    <message>
        <source>%1 before #%2 was found</source>
        <translation>%1, bevor #%2 gefunden wurde</translation>
    </message>
    <message>
        <source>%1 since #%2 was found</source>
        <translation>%1, seit #%2 gefunden wurde</translation>
    </message>
</context>
<context>
    <name>espalier::SteerBar</name>
    <message>
        <source>Policy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Gedächtnis</translation>
    </message>
    <message>
        <source>by policy</source>
        <translation>nach Strategie</translation>
    </message>
    <message>
        <source>Chosen for every candidate by what its parent&apos;s children brought</source>
        <translation>Für jeden Kandidaten gewählt nach dem, was die Kinder seines Elternknotens brachten</translation>
    </message>
    <message>
        <source>The way from the seed, the siblings and what failed</source>
        <translation>Der Weg vom Ausgangskernel, die Geschwister und was scheiterte</translation>
    </message>
    <message>
        <source>The siblings and what failed, without the way from the seed</source>
        <translation>Die Geschwister und was scheiterte, ohne den Weg vom Ausgangskernel</translation>
    </message>
    <message>
        <source>As inherit, with a second good node to be merged</source>
        <translation>Wie inherit, mit einem zweiten guten Knoten zum Verschmelzen</translation>
    </message>
    <message>
        <source>Nothing of the past</source>
        <translation>Nichts von früher</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
</context>
<context>
    <name>espalier::SteerButton</name>
    <message>
        <source>%1 · pending…</source>
        <translation>%1 · ausstehend…</translation>
    </message>
</context>
<context>
    <name>espalier::SteerDesk</name>
    <message>
        <source>Veto a skill</source>
        <translation>Eine Technik verbieten</translation>
    </message>
    <message>
        <source>Lift the veto on %1</source>
        <translation>Das Verbot von %1 aufheben</translation>
    </message>
    <message>
        <source>Never apply %1</source>
        <translation>%1 nie anwenden</translation>
    </message>
    <message>
        <source>Memory…</source>
        <translation>Gedächtnis…</translation>
    </message>
    <message>
        <source>With a reason</source>
        <translation>Mit einem Grund</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
</context>
<context>
    <name>espalier::SteerDialog</name>
    <message numerus="yes">
        <source>%1, %n nodes</source>
        <translation>
            <numerusform>%1, %n Knoten</numerusform>
            <numerusform>%1, %n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>optional; kept in the steering log</source>
        <translation>freiwillig; steht im Lenkungsprotokoll</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Factor on this subtree&apos;s chance of being chosen; 1 is as before</source>
        <translation>Faktor auf die Aussicht dieses Teilbaums, gewählt zu werden; 1 ist wie zuvor</translation>
    </message>
    <message>
        <source>&amp;Factor</source>
        <translation>&amp;Faktor</translation>
    </message>
    <message>
        <source>They are grown here before anything else</source>
        <translation>Sie wachsen hier vor allem anderen</translation>
    </message>
    <message>
        <source>&amp;Children</source>
        <translation>&amp;Kinder</translation>
    </message>
    <message>
        <source>as the node has it</source>
        <translation>wie es der Knoten hat</translation>
    </message>
    <message>
        <source>by policy</source>
        <translation>nach Strategie</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>Ge&amp;dächtnis</translation>
    </message>
    <message>
        <source>Advice for every candidate grown below; empty clears it</source>
        <translation>Rat für jeden Kandidaten, der darunter wächst; leer löscht ihn</translation>
    </message>
    <message>
        <source>Advice for these children alone; optional</source>
        <translation>Rat nur für diese Kinder; freiwillig</translation>
    </message>
    <message>
        <source>&amp;Hint</source>
        <translation>&amp;Hinweis</translation>
    </message>
</context>
<context>
    <name>espalier::SteerPopover</name>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Reason, optional</source>
        <translation>Grund, freiwillig</translation>
    </message>
</context>
<context>
    <name>espalier::Steering</name>
    <message>
        <source>Prune</source>
        <translation>Stutzen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Boost</source>
        <translation>Gewichten</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Gedächtnis</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Note at</source>
        <translation>Notiz an</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen an</translation>
    </message>
    <message>
        <source>Take the bookmark off</source>
        <translation>Lesezeichen entfernen von</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>Vorschlagen</translation>
    </message>
    <message>
        <source>Begin the review of</source>
        <translation>Durchsicht beginnen von</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Billigen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Comment on</source>
        <translation>Anmerkung zu</translation>
    </message>
    <message>
        <source>Resolve a comment on</source>
        <translation>Anmerkung klären zu</translation>
    </message>
    <message>
        <source>Reopen a comment on</source>
        <translation>Anmerkung wieder öffnen zu</translation>
    </message>
    <message>
        <source>Sanitize</source>
        <translation>Sanitizer auf</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>Veto</source>
        <translation>Verbieten</translation>
    </message>
    <message>
        <source>Lift veto</source>
        <translation>Verbot aufheben</translation>
    </message>
    <message>
        <source>Grow only at</source>
        <translation>Nur wachsen bei</translation>
    </message>
    <message>
        <source>Grow anywhere</source>
        <translation>Überall wachsen</translation>
    </message>
    <message>
        <source>Pause lane</source>
        <translation>Bahn anhalten</translation>
    </message>
    <message>
        <source>Resume lane</source>
        <translation>Bahn fortsetzen</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n commands</source>
        <translation>
            <numerusform>%1, %n Befehl</numerusform>
            <numerusform>%1, %n Befehle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::SteeringDialog</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Minutes of searching</source>
        <translation>Minuten des Suchens</translation>
    </message>
    <message>
        <source>Until a speedup of</source>
        <translation>Bis zu einem Speedup von</translation>
    </message>
    <message>
        <source>Steps without a new best</source>
        <translation>Schritte ohne neuen besten</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Dollars</source>
        <translation>Dollar</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Device minutes</source>
        <translation>Minuten des Geräts</translation>
    </message>
    <message>
        <source>Candidates in flight</source>
        <translation>Kandidaten unterwegs</translation>
    </message>
    <message>
        <source>Budgets and vetoes</source>
        <translation>Budgets und Verbote</translation>
    </message>
    <message>
        <source>optional; kept in the steering log</source>
        <translation>freiwillig; steht im Lenkungsprotokoll</translation>
    </message>
    <message>
        <source>What the session has used so far counts. Changes hold from the search&apos;s next step.</source>
        <translation>Was die Sitzung bisher verbraucht hat, zählt. Änderungen gelten ab dem nächsten Schritt der Suche.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>May use</source>
        <translation>Darf verbrauchen</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>pending…</source>
        <translation>ausstehend…</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Never apply</source>
        <translation>Nie anwenden</translation>
    </message>
    <message>
        <source>Vetoed skills and techniques</source>
        <translation>Verbotene Techniken</translation>
    </message>
    <message>
        <source>a skill, or a technique such as vector</source>
        <translation>eine Technik, etwa vector</translation>
    </message>
    <message>
        <source>Skill or technique to veto</source>
        <translation>Zu verbietende Technik</translation>
    </message>
    <message>
        <source>Veto</source>
        <translation>Verbieten</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Allow the selected one again</source>
        <translation>Die gewählte wieder erlauben</translation>
    </message>
</context>
<context>
    <name>espalier::SteeringLog</name>
    <message>
        <source>Steering log</source>
        <translation>Lenkungsprotokoll</translation>
    </message>
    <message>
        <source>Steering commands, the newest first</source>
        <translation>Lenkungsbefehle, der neueste zuerst</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Give the command that leads back to how it was before this one</source>
        <translation>Den Befehl geben, der zum Stand vor diesem zurückführt</translation>
    </message>
    <message>
        <source>Nobody has steered this session yet.</source>
        <translation>Noch hat niemand diese Sitzung gelenkt.</translation>
    </message>
    <message>
        <source>The search has taken up every command.</source>
        <translation>Die Suche hat jeden Befehl aufgenommen.</translation>
    </message>
    <message numerus="yes">
        <source>%n commands wait for the session to be resumed.</source>
        <translation>
            <numerusform>%n Befehl wartet darauf, dass die Sitzung fortgesetzt wird.</numerusform>
            <numerusform>%n Befehle warten darauf, dass die Sitzung fortgesetzt wird.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands wait for the search&apos;s next step.</source>
        <translation>
            <numerusform>%n Befehl wartet auf den nächsten Schritt der Suche.</numerusform>
            <numerusform>%n Befehle warten auf den nächsten Schritt der Suche.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::Timeline</name>
    <message>
        <source>Time line</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>The session from its first node to its last; drag to go to a moment</source>
        <translation>Die Sitzung vom ersten bis zum letzten Knoten; ziehen führt zu einem Augenblick</translation>
    </message>
    <message>
        <source>node %1 of %2, best %3</source>
        <translation>Knoten %1 von %2, bester %3</translation>
    </message>
</context>
<context>
    <name>espalier::TopBar</name>
    <message>
        <source>Search nodes   /</source>
        <translation>Knoten suchen   /</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>Knoten suchen</translation>
    </message>
    <message>
        <source>Espalier</source>
        <translation>Espalier</translation>
    </message>
    <message>
        <source>no session open</source>
        <translation>keine Sitzung offen</translation>
    </message>
    <message>
        <source>%1 · session %2 · %3</source>
        <translation>%1 · Sitzung %2 · %3</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n steps</source>
        <translation>
            <numerusform>%1 von %n Schritt</numerusform>
            <numerusform>%1 von %n Schritten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message numerus="yes">
        <source>%n candidates/min</source>
        <translation>
            <numerusform>%n Kandidat/min</numerusform>
            <numerusform>%n Kandidaten/min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::TreeCanvas</name>
    <message>
        <source>Search tree</source>
        <translation>Suchbaum</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n children</source>
        <translation>
            <numerusform>%1, %n Kind</numerusform>
            <numerusform>%1, %n Kinder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 below #%2; click to open</source>
        <translation>%1 unter #%2; ein Klick klappt sie aus</translation>
    </message>
    <message>
        <source>On the way from #%1: %2</source>
        <translation>Unterwegs von #%1: %2</translation>
    </message>
    <message>
        <source>Hint: %1</source>
        <translation>Hinweis: %1</translation>
    </message>
    <message>
        <source>A command waits for the search to take it up.</source>
        <translation>Ein Befehl wartet auf die Suche.</translation>
    </message>
    <message>
        <source>The plain seed is being judged; the tree starts with it.</source>
        <translation>Der Ausgangskernel wird geprüft; mit ihm beginnt der Baum.</translation>
    </message>
    <message>
        <source>Choose a session on the left, or start a search with Ctrl+N.</source>
        <translation>Wählen Sie links eine Sitzung oder starten Sie mit Strg+N eine Suche.</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes selected</source>
        <translation>
            <numerusform>%n Knoten gewählt</numerusform>
            <numerusform>%n Knoten gewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::TreePane</name>
    <message>
        <source>Outline of the search tree</source>
        <translation>Gliederung des Suchbaums</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n sichtbar</numerusform>
            <numerusform>%n sichtbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in flight</source>
        <translation>
            <numerusform>%n in Arbeit</numerusform>
            <numerusform>%n in Arbeit</numerusform>
        </translation>
    </message>
    <message>
        <source>Arrow keys walk the tree, B goes to the best node, Space folds, / searches.</source>
        <translation>Pfeiltasten wandern durch den Baum, B geht zum besten Knoten, die Leertaste klappt ein, / sucht.</translation>
    </message>
    <message>
        <source>#%1 was merged from #%2 and #%3</source>
        <translation>#%1 wurde aus #%2 und #%3 zusammengeführt</translation>
    </message>
    <message>
        <source>#%1 was grown from #%2</source>
        <translation>#%1 entstand aus #%2</translation>
    </message>
    <message>
        <source>#0 is the plain seed: every other node descends from it.</source>
        <translation>#0 ist der Ausgangskernel: Jeder andere Knoten stammt von ihm ab.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n gewählt</numerusform>
            <numerusform>%n gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Select the best or the newest node as the search finds it</source>
        <translation>Den besten oder den neuesten Knoten wählen, sobald die Suche ihn findet</translation>
    </message>
    <message numerus="yes">
        <source>%n match</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Espalier</source>
        <translation>Espalier</translation>
    </message>
    <message>
        <source>Watch, steer and review a search for faster kernels. Start one on a task, or open what was recorded.</source>
        <translation>Eine Suche nach schnelleren Kerneln beobachten, lenken und durchsehen. Beginnen Sie eine zu einer Aufgabe, oder öffnen Sie, was aufgezeichnet wurde.</translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation>Letzte Sitzungen</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>None yet. The first one takes a minute: Ctrl+N.</source>
        <translation>Noch keine. Die erste braucht eine Minute: Ctrl+N.</translation>
    </message>
    <message>
        <source>None is installed.</source>
        <translation>Es ist keines installiert.</translation>
    </message>
    <message>
        <source>searches here</source>
        <translation>sucht hier</translation>
    </message>
    <message>
        <source>espalier doctor on the command line says more, and what to install.</source>
        <translation>espalier doctor auf der Befehlszeile sagt mehr, und was zu installieren ist.</translation>
    </message>
</context>
<context>
    <name>espalier::Windows</name>
    <message>
        <source>The folder of a store; a new one is made</source>
        <translation>Der Ordner einer Ablage; ein neuer wird angelegt</translation>
    </message>
    <message>
        <source>The settings could not be understood, so they are those of a new window. What was there is kept in %1.</source>
        <translation>Die Einstellungen waren nicht zu verstehen und sind nun die eines neuen Fensters. Was dort stand, ist in %1 aufgehoben.</translation>
    </message>
    <message>
        <source>The settings in %1 are of a later version or not readable. They are left alone; what you choose now lasts until the program ends.</source>
        <translation>Die Einstellungen in %1 sind von einer späteren Version oder nicht lesbar. Sie bleiben, wie sie sind; was Sie jetzt wählen, gilt bis zum Ende des Programms.</translation>
    </message>
</context>
<context>
    <name>espalier::WorkBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Abbrechen: %1</translation>
    </message>
</context>
<context>
    <name>espalier::reviewtext</name>
    <message>
        <source>proposed</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>in Durchsicht</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>gebilligt</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1 by %2, %3</source>
        <translation>%1 von %2, %3</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>mit Lesezeichen</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
</TS>
