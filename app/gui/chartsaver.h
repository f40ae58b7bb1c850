#pragma once

#include "widgets/charts/chartexport.h"
#include "widgets/mainwindow.h"

namespace espalier {

/// Asks where a chart is to be saved, and writes it there. GUI thread.
class ChartSaver : public QObject
{
    Q_OBJECT
public:
    explicit ChartSaver(MainWindow& window);

    /// What the dialog proposes: "rmsnorm-roofline.svg".
    static QString proposedName(const QString& session, const QString& title, ChartFormat format);
    /// Writes the chart to this file and says so, or why not, in the window's status bar.
    void save(Plot& chart, ChartFormat format, const QString& path);

private:
    void ask(Plot* chart, ChartFormat format);

    MainWindow& m_window;
};

} // namespace espalier
