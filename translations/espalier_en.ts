<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>FoldSummary</name>
    <message numerus="yes">
        <source>%n pruned</source>
        <translation>
            <numerusform>%n pruned</numerusform>
            <numerusform>%n pruned</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slower</source>
        <translation>
            <numerusform>%n slower</numerusform>
            <numerusform>%n slower</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folded</source>
        <translation>
            <numerusform>%n folded</numerusform>
            <numerusform>%n folded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filtered out</source>
        <translation>
            <numerusform>%n filtered out</numerusform>
            <numerusform>%n filtered out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TreeLayout</name>
    <message numerus="yes">
        <source>%n in flight: %1…</source>
        <translation>
            <numerusform>%n in flight: %1…</numerusform>
            <numerusform>%n in flight: %1…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::DiffPane</name>
    <message numerus="yes">
        <source>%n lines are long and were cut short.</source>
        <translation>
            <numerusform>%n line is long and was cut short.</numerusform>
            <numerusform>%n lines are long and were cut short.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marked lines of #%1: %2</source>
        <translation>
            <numerusform>%n marked line of #%1: %2</numerusform>
            <numerusform>%n marked lines of #%1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::DiffView</name>
    <message numerus="yes">
        <source>%n lines added</source>
        <translation>
            <numerusform>%n line added</numerusform>
            <numerusform>%n lines added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines removed</source>
        <translation>
            <numerusform>%n line removed</numerusform>
            <numerusform>%n lines removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⋯  %n unchanged lines  ⋯</source>
        <translation>
            <numerusform>⋯  %n unchanged line  ⋯</numerusform>
            <numerusform>⋯  %n unchanged lines  ⋯</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines marked</source>
        <translation>
            <numerusform>%n line marked</numerusform>
            <numerusform>%n lines marked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::FilterPanel</name>
    <message numerus="yes">
        <source>%1 of %n match</source>
        <translation>
            <numerusform>%1 of %n matches</numerusform>
            <numerusform>%1 of %n match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::GuiApplication</name>
    <message numerus="yes">
        <source>%1, %n cores</source>
        <translation>
            <numerusform>%1, %n core</numerusform>
            <numerusform>%1, %n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::IcicleView</name>
    <message numerus="yes">
        <source>length: nodes at and below; %n in all</source>
        <translation>
            <numerusform>length: nodes at and below; %n in all</numerusform>
            <numerusform>length: nodes at and below; %n in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>#%1 and %n nodes below it</source>
        <translation>
            <numerusform>#%1 and %n node below it</numerusform>
            <numerusform>#%1 and %n nodes below it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n deeper levels have no room</source>
        <translation>
            <numerusform>%1 · %n deeper level has no room</numerusform>
            <numerusform>%1 · %n deeper levels have no room</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n nodes below, best %2</source>
        <translation>
            <numerusform>%1, %n node below, best %2</numerusform>
            <numerusform>%1, %n nodes below, best %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes below, best %1</source>
        <translation>
            <numerusform>%n node below, best %1</numerusform>
            <numerusform>%n nodes below, best %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::Inspector</name>
    <message numerus="yes">
        <source>%n children asked for</source>
        <translation>
            <numerusform>%n child asked for</numerusform>
            <numerusform>%n children asked for</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::LanesPanel</name>
    <message numerus="yes">
        <source>%n at work</source>
        <translation>
            <numerusform>%n at work</numerusform>
            <numerusform>%n at work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::MainWindow</name>
    <message numerus="yes">
        <source>%n cheats caught</source>
        <translation>
            <numerusform>%n cheat caught</numerusform>
            <numerusform>%n cheats caught</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n commands pending</source>
        <translation>
            <numerusform> · %n command pending</numerusform>
            <numerusform> · %n commands pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes match; F3 goes to the next.</source>
        <translation>
            <numerusform>%1 of %n node matches; F3 goes to the next.</numerusform>
            <numerusform>%1 of %n nodes match; F3 goes to the next.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things were dropped; drop one at a time: a task&apos;s folder, a kernel&apos;s source, another tool&apos;s run or a link.</source>
        <translation>
            <numerusform>%n thing was dropped; drop one at a time: a task&apos;s folder, a kernel&apos;s source, another tool&apos;s run or a link.</numerusform>
            <numerusform>%n things were dropped; drop one at a time: a task&apos;s folder, a kernel&apos;s source, another tool&apos;s run or a link.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ParetoChart</name>
    <message numerus="yes">
        <source>%n registers</source>
        <translation>
            <numerusform>%n register</numerusform>
            <numerusform>%n registers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instructions</source>
        <translation>
            <numerusform>%n instruction</numerusform>
            <numerusform>%n instructions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ReplayBar</name>
    <message numerus="yes">
        <source>%n nodes/s</source>
        <translation>
            <numerusform>%n node/s</numerusform>
            <numerusform>%n nodes/s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ReviewPage</name>
    <message numerus="yes">
        <source>%1 of %2 yes; %n to see to, or to give a reason for, before it is approved.</source>
        <translation>
            <numerusform>%1 of %2 yes; %n to see to, or to give a reason for, before it is approved.</numerusform>
            <numerusform>%1 of %2 yes; %n to see to, or to give a reason for, before it is approved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::SpendChart</name>
    <message numerus="yes">
        <source>%n evaluations</source>
        <translation>
            <numerusform>%n evaluation</numerusform>
            <numerusform>%n evaluations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::SteerDialog</name>
    <message numerus="yes">
        <source>%1, %n nodes</source>
        <translation>
            <numerusform>%1, %n node</numerusform>
            <numerusform>%1, %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::Steering</name>
    <message numerus="yes">
        <source>%1, %n commands</source>
        <translation>
            <numerusform>%1, %n command</numerusform>
            <numerusform>%1, %n commands</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::SteeringLog</name>
    <message numerus="yes">
        <source>%n commands wait for the session to be resumed.</source>
        <translation>
            <numerusform>%n command waits for the session to be resumed.</numerusform>
            <numerusform>%n commands wait for the session to be resumed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands wait for the search&apos;s next step.</source>
        <translation>
            <numerusform>%n command waits for the search&apos;s next step.</numerusform>
            <numerusform>%n commands wait for the search&apos;s next step.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::TopBar</name>
    <message numerus="yes">
        <source>%1 of %n steps</source>
        <translation>
            <numerusform>%1 of %n step</numerusform>
            <numerusform>%1 of %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n candidates/min</source>
        <translation>
            <numerusform>%n candidate/min</numerusform>
            <numerusform>%n candidates/min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::TreeCanvas</name>
    <message numerus="yes">
        <source>%1, %n children</source>
        <translation>
            <numerusform>%1, %n child</numerusform>
            <numerusform>%1, %n children</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes selected</source>
        <translation>
            <numerusform>%n node selected</numerusform>
            <numerusform>%n nodes selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::TreePane</name>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n shown</numerusform>
            <numerusform>%n shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in flight</source>
        <translation>
            <numerusform>%n in flight</numerusform>
            <numerusform>%n in flight</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match</source>
        <translation>
            <numerusform>%n matches</numerusform>
            <numerusform>%n match</numerusform>
        </translation>
    </message>
</context>
</TS>
