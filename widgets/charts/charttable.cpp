#include "widgets/charts/charttable.h"

#include <cmath>

namespace espalier {
namespace {

QString csvCell(QString text)
{
    bool isNumber = false;
    text.toDouble(&isNumber);
    if (!isNumber && !text.isEmpty() && QStringLiteral("=+-@\t").contains(text.front())) {
        text.prepend(QLatin1Char('\''));
    }
    const bool needsQuotes = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) ||
                             text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
    return needsQuotes ? QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"')
                       : text;
}

QString csvLine(const QStringList& cells)
{
    QStringList quoted;
    for (const QString& text : cells) {
        quoted << csvCell(text);
    }
    return quoted.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

} // namespace

QString ChartTable::figure(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 10) : QString();
}

QByteArray ChartTable::toCsv(const QStringList& notes) const
{
    QString text;
    for (const QString& note : notes) {
        text += QStringLiteral("# ") + note.simplified() + QStringLiteral("\r\n");
    }
    text += csvLine(columns);
    for (const QStringList& row : rows) {
        text += csvLine(row);
    }
    return text.toUtf8();
}

} // namespace espalier
