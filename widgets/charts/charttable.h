#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace espalier {

/// What a chart shows as rows of text, units in the titles. A value.
struct ChartTable
{
    QStringList columns;
    std::vector<QStringList> rows;

    /// A figure with ten digits and a decimal point in every language; empty where it is not finite.
    static QString figure(double value);
    /// RFC 4180 in UTF-8. Lines of `notes` come first and begin with "# ". A text that a spreadsheet would run as a
    /// formula gets an apostrophe: names are the candidate's.
    QByteArray toCsv(const QStringList& notes) const;
};

} // namespace espalier
