#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

namespace espalier::format {
namespace {

/// Three significant digits without an exponent.
QString three(double value)
{
    const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return QLocale().toString(value, 'f', decimals);
}

struct Word
{
    const char* stored; ///< in the store and on the command line
    const char* shown;
};

constexpr Word kStates[]{{"running", QT_TRANSLATE_NOOP("State", "running")},
                         {"paused", QT_TRANSLATE_NOOP("State", "paused")},
                         {"done", QT_TRANSLATE_NOOP("State", "done")},
                         {"interrupted", QT_TRANSLATE_NOOP("State", "interrupted")}};
constexpr Word kStages[]{
    {"making", QT_TRANSLATE_NOOP("Stage", "making")},         {"building", QT_TRANSLATE_NOOP("Stage", "building")},
    {"checking", QT_TRANSLATE_NOOP("Stage", "checking")},     {"timing", QT_TRANSLATE_NOOP("Stage", "timing")},
    {"sanitizing", QT_TRANSLATE_NOOP("Stage", "sanitizing")}, {"done", QT_TRANSLATE_NOOP("Stage", "done")}};
constexpr Word kTiers[]{{"analytic", QT_TRANSLATE_NOOP("Tier", "analytic")},
                        {"trace", QT_TRANSLATE_NOOP("Tier", "trace")},
                        {"counters", QT_TRANSLATE_NOOP("Tier", "counters")}};

QString translated(const char* context, std::span<const Word> words, std::string_view stored)
{
    const auto at = std::ranges::find(words, stored, [](const Word& word) { return std::string_view(word.stored); });
    return at == words.end() ? codeLine(stored) : QCoreApplication::translate(context, at->shown);
}

} // namespace

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString codeLine(std::string_view utf8)
{
    constexpr qsizetype kLongest = 2000;
    QString line;
    for (const QChar c : text(utf8.substr(0, 4 * kLongest))) {
        if (line.size() >= kLongest) {
            return line + QStringLiteral("…");
        }
        const ushort code = c.unicode();
        const bool turns = code == 0x061c || (code >= 0x200e && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) ||
                           (code >= 0x2066 && code <= 0x2069);
        if (code == '\t') {
            line += QStringLiteral("    ");
        } else {
            line += turns || code < 0x20 || (code >= 0x7f && code < 0xa0) ? QChar(0xb7) : c;
        }
    }
    return line;
}

QString tip(const QString& text)
{
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped());
}

QString wholeOptions(const QString& text)
{
    QStringList words = text.split(QLatin1Char(' '));
    for (QString& word : words) {
        if (word.startsWith(QLatin1Char('-'))) {
            word.replace(QLatin1Char('-'), QStringLiteral("-\u2060")); // WORD JOINER: no width, no break
        }
    }
    return words.join(QLatin1Char(' '));
}

QString wholeFigures(QString text)
{
    static const QRegularExpression kBetween(
        QStringLiteral("(?<=\\d) (?=(?:%|[nµm]?s|[KMGT]i?B|[MGT]B/s|[MGT]FLOP/s)(?![\\w/]))"),
        QRegularExpression::UseUnicodePropertiesOption);
    return text.replace(kBetween, QString(QChar(QChar::Nbsp)));
}

QString speedup(double value)
{
    return value > 0 && std::isfinite(value) ? three(value) + QStringLiteral("×") : QStringLiteral("–");
}

QString interval(const Interval& interval)
{
    if (!(interval.value > 0)) {
        return {};
    }
    const QString between =
        QLocale().decimalPoint() == QLatin1String(",") ? QStringLiteral("; ") : QStringLiteral(", ");
    return QStringLiteral("[%1%2%3]").arg(three(interval.low), between, three(interval.high));
}

QString milliseconds(double ms)
{
    if (!(ms > 0) || !std::isfinite(ms)) {
        return QStringLiteral("–");
    }
    if (ms < 1) {
        return three(ms * 1000) + QStringLiteral(" µs");
    }
    return ms < 1000 ? three(ms) + QStringLiteral(" ms") : three(ms / 1000) + QStringLiteral(" s");
}

QString share(double fraction)
{
    return QStringLiteral("%1 %").arg(std::lround(std::clamp(fraction, 0.0, 10.0) * 100));
}

QString gain(double child, double parent)
{
    if (!(child > 0) || !(parent > 0)) {
        return {};
    }
    if (child >= 5 * parent) {
        return speedup(child / parent);
    }
    const long percent = std::lround((child / parent - 1) * 100);
    return percent < 0 ? QStringLiteral("−%1 %").arg(-percent) : QStringLiteral("+%1 %").arg(percent);
}

QString verdict(Verdict verdict)
{
    // In the order of Verdict.
    static constexpr std::array<const char*, 11> kVerdicts{
        QT_TRANSLATE_NOOP("Verdict", "accepted"),     QT_TRANSLATE_NOOP("Verdict", "ambiguous"),
        QT_TRANSLATE_NOOP("Verdict", "slower"),       QT_TRANSLATE_NOOP("Verdict", "wrong"),
        QT_TRANSLATE_NOOP("Verdict", "cheat"),        QT_TRANSLATE_NOOP("Verdict", "crash"),
        QT_TRANSLATE_NOOP("Verdict", "timeout"),      QT_TRANSLATE_NOOP("Verdict", "blocked"),
        QT_TRANSLATE_NOOP("Verdict", "build failed"), QT_TRANSLATE_NOOP("Verdict", "built"),
        QT_TRANSLATE_NOOP("Verdict", "untimed")};
    return QCoreApplication::translate("Verdict", kVerdicts[static_cast<std::size_t>(verdict)]);
}

QString failure(Verdict verdict)
{
    if (isValid(verdict)) {
        return {};
    }
    return (isUndecided(verdict) ? QStringLiteral("○ ") : QStringLiteral("✕ ")) + format::verdict(verdict);
}

QString failureWord(Verdict verdict)
{
    return failure(verdict).section(QLatin1Char(' '), 0, 1);
}

QString bound(Bound bound)
{
    // In the order of Bound.
    static constexpr std::array<const char*, 7> kBounds{"",
                                                        QT_TRANSLATE_NOOP("Bound", "memory-bound"),
                                                        QT_TRANSLATE_NOOP("Bound", "compute-bound"),
                                                        QT_TRANSLATE_NOOP("Bound", "latency-bound"),
                                                        QT_TRANSLATE_NOOP("Bound", "occupancy-bound"),
                                                        QT_TRANSLATE_NOOP("Bound", "launch-bound"),
                                                        QT_TRANSLATE_NOOP("Bound", "balanced")};
    return bound == Bound::Unknown ? QString()
                                   : QCoreApplication::translate("Bound", kBounds[static_cast<std::size_t>(bound)]);
}

QString state(const QString& state)
{
    return translated("State", kStates, state.toStdString());
}

QString stage(std::string_view stage)
{
    // What stands before a gate, and what waits for the device, say of which and for whom.
    constexpr std::string_view kHeld = "held: ";
    constexpr std::string_view kWaiting = "waiting for ";
    constexpr std::string_view kToFinish = " to finish";
    if (stage.starts_with(kHeld)) {
        return QCoreApplication::translate("Stage", "held: %1").arg(codeLine(stage.substr(kHeld.size())));
    }
    if (stage.starts_with(kWaiting) && stage.ends_with(kToFinish) &&
        stage.size() > kWaiting.size() + kToFinish.size()) {
        stage.remove_prefix(kWaiting.size());
        stage.remove_suffix(kToFinish.size());
        return QCoreApplication::translate("Stage", "waiting for %1 to finish").arg(codeLine(stage));
    }
    // "timing, case 2 of 5": as the judge says it.
    static const QRegularExpression kCase(QStringLiteral("^(.{1,40}), case (\\d{1,4}) of (\\d{1,4})$"));
    const QRegularExpressionMatch counted = kCase.match(text(stage));
    if (counted.hasMatch()) {
        return QCoreApplication::translate("Stage", "%1 (case %2 of %3)")
            .arg(translated("Stage", kStages, counted.captured(1).toStdString()), counted.captured(2),
                 counted.captured(3));
    }
    return translated("Stage", kStages, stage);
}

QString tier(std::string_view tier)
{
    return translated("Tier", kTiers, tier);
}

QString language(const std::string& language)
{
    static const std::map<std::string, QString> kNames{{"cpp", QStringLiteral("C++")},
                                                       {"opencl", QStringLiteral("OpenCL C")},
                                                       {"cuda", QStringLiteral("CUDA C++")},
                                                       {"hip", QStringLiteral("HIP C++")},
                                                       {"triton", QStringLiteral("Triton")}};
    const auto found = kNames.find(language);
    return found == kNames.end() ? QString::fromStdString(language) : found->second;
}

QString dims(const Dims& dims)
{
    QStringList sizes;
    for (const auto& [name, size] : dims) {
        sizes << QString::number(size);
    }
    return sizes.join(QStringLiteral("×"));
}

QString duration(double seconds)
{
    if (seconds < 100) {
        return QStringLiteral("%1 s").arg(std::lround(std::max(0.0, seconds)));
    }
    if (seconds < 100 * 60) {
        return QStringLiteral("%1 min").arg(std::lround(seconds / 60));
    }
    return QStringLiteral("%1 h").arg(std::lround(seconds / 3600));
}

QString nodeLine(const Node& node)
{
    const QString number = QStringLiteral("#%1 ").arg(node.number);
    return isValid(node.verdict) ? number + speedup(node.fitness) + QStringLiteral(" ") + verdict(node.verdict)
                                 : number + verdict(node.verdict);
}

} // namespace espalier::format
