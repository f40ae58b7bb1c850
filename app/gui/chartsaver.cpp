#include "app/gui/chartsaver.h"

#include "app/gui/savedialog.h"
#include "widgets/charts/chartarea.h"

#include <QPointer>

namespace espalier {
namespace {

QString filterOf(ChartFormat format)
{
    switch (format) {
    case ChartFormat::Png:
        return ChartSaver::tr("Pictures (*.png)");
    case ChartFormat::Svg:
        return ChartSaver::tr("Drawings (*.svg)");
    default:
        return ChartSaver::tr("Tables (*.csv)");
    }
}

} // namespace

ChartSaver::ChartSaver(MainWindow& window) : m_window(window)
{
    connect(&window, &MainWindow::chartExportAsked, this, &ChartSaver::ask);
}

QString ChartSaver::proposedName(const QString& session, const QString& title, ChartFormat format)
{
    QString name;
    for (const QChar c : (session.isEmpty() ? title : session + QLatin1Char('-') + title).left(80)) {
        const bool isPlain = c.isLetterOrNumber() || c == QLatin1Char('_');
        if (isPlain || (!name.isEmpty() && !name.endsWith(QLatin1Char('-')))) {
            name += isPlain ? c.toLower() : QLatin1Char('-');
        }
    }
    return name + QLatin1Char('.') + suffixOf(format);
}

void ChartSaver::ask(Plot* chart, ChartFormat format)
{
    const QString proposal = proposedName(m_window.live().session().title, chart->title(), format);
    askForFile(m_window, {tr("Save the chart"), proposal, suffixOf(format), {filterOf(format)}}, this,
               [this, kept = QPointer<Plot>(chart), format](const QString& path) {
                   if (kept) {
                       save(*kept, format, path);
                   }
               });
}

void ChartSaver::save(Plot& chart, ChartFormat format, const QString& path)
{
    const QByteArray bytes = exported(chart, format, m_window.charts().context());
    if (bytes.isEmpty()) {
        m_window.showProblem(tr("The chart could not be drawn for a file; try another format."));
        return;
    }
    writeAndSay(m_window, path, bytes.toStdString(), tr("Saved %1.").arg(path));
}

} // namespace espalier
