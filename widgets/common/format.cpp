#include "widgets/common/format.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace espalier::format {
namespace {

/// Three significant digits without an exponent.
QString three(double value)
{
    const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return QLocale().toString(value, 'f', decimals);
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

QString speedup(double value)
{
    return value > 0 && std::isfinite(value) ? three(value) + QStringLiteral("×") : QStringLiteral("–");
}

QString interval(const Interval& interval)
{
    if (!(interval.value > 0)) {
        return {};
    }
    return QStringLiteral("[%1, %2]").arg(three(interval.low), three(interval.high));
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
    return text(toText(verdict)).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString failure(Verdict verdict)
{
    return isValid(verdict) ? QString() : QStringLiteral("✕ ") + format::verdict(verdict);
}

QString failureWord(Verdict verdict)
{
    return failure(verdict).section(QLatin1Char(' '), 0, 1);
}

QString bound(Bound bound)
{
    if (bound == Bound::Unknown) {
        return {};
    }
    const QString word = text(toText(bound));
    return bound == Bound::Balanced ? word : word + QStringLiteral("-bound");
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
