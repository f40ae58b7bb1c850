#pragma once

#include "core/graph/node.h"

#include <QString>

namespace espalier::format {

/// Each derived text has its one definition here. The multiplication sign and units are set with their proper spaces.

QString text(std::string_view utf8);
/// One line of foreign source as it may be painted: tabs as four spaces, control and direction-changing characters as
/// «·», so that what is shown is what is compiled. Cut after 2,000 characters.
QString codeLine(std::string_view utf8);
/// Plain text for a tool tip, which would take some of it for markup otherwise: names are the candidate's.
QString tip(const QString& text);
/// The text with options in it ("-O3 -march=native") kept in one piece each where a label breaks its lines.
QString wholeOptions(const QString& text);
/// The same for figures and their units ("59.5 µs", "89 %").
QString wholeFigures(QString text);
/// "4.12×", "12.3×", "140×"; "–" for 0 or less.
QString speedup(double value);
/// "[4.05, 4.19]", with a semicolon where the decimal sign is a comma; empty when nothing was timed.
QString interval(const Interval& interval);
/// "265 µs", "1.38 ms", "2.10 s" with three digits.
QString milliseconds(double ms);
/// "71 %".
QString share(double fraction);
/// child / parent as "+52 %" or "−8 %", from fivefold on as "27.8×"; empty when either failed.
QString gain(double child, double parent);
/// "✕ wrong", "✕ build failed", "○ built" where nothing was decided; empty for correct kernels.
QString failure(Verdict verdict);
/// "✕ build", "✕ wrong": where there is room for one word.
QString failureWord(Verdict verdict);
/// "accepted", "build failed".
QString verdict(Verdict verdict);
/// "memory-bound", "balanced"; empty when unknown.
QString bound(Bound bound);
/// A session's state, a candidate's stage and a diagnosis's tier in the window's language; a word this program does not
/// know (a newer one wrote the store, or a synthesizer says what it does) as codeLine() has it.
QString state(const QString& state);
QString stage(std::string_view stage);
QString tier(std::string_view tier);
/// "C++", "OpenCL C", "CUDA C++", "HIP C++"; a word this program does not know as it is. They are called so in every
/// language.
QString language(const std::string& language);
/// "1024×2198".
QString dims(const Dims& dims);
/// "18 min", "40 s".
QString duration(double seconds);
/// "#128 4.12× accepted": what a screen reader says of a node.
QString nodeLine(const Node& node);

} // namespace espalier::format
