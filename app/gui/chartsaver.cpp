#include "app/gui/chartsaver.h"

#include "core/base/file.h"
#include "widgets/charts/chartarea.h"

#include <QFileDialog>
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
    auto* dialog = new QFileDialog(&m_window, tr("Save the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filterOf(format));
    dialog->setDefaultSuffix(suffixOf(format));
    dialog->selectFile(proposedName(m_window.live().session().title, chart->title(), format));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, kept = QPointer<Plot>(chart), format](const QString& path) {
                if (kept) {
                    save(*kept, format, path);
                }
            });
    dialog->open();
}

void ChartSaver::save(Plot& chart, ChartFormat format, const QString& path)
{
    const QByteArray bytes = exported(chart, format, m_window.charts().context());
    if (bytes.isEmpty()) {
        m_window.showProblem(tr("The chart could not be drawn for a file; try another format."));
        return;
    }
    const auto written = writeFileAtomic(path.toStdString(), bytes.toStdString());
    m_window.showProblem(written ? tr("Saved %1.").arg(path) : QString::fromStdString(written.error().sentence()));
}

} // namespace espalier
