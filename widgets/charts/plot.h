#pragma once

// The only place that includes QCustomPlot, as widgets/common/theme.h is the only one that names colours.
// clang-format off
#include "widgets/common/keywordson.h"
#include <qcustomplot.h>
#include "widgets/common/keywordsoff.h"
// clang-format on

#include "widgets/common/theme.h"

#include <QLabel>
#include <QWidget>

namespace espalier {

/// What all charts share: a title and a caption with units above the plot, the theme's colours (applied again when the
/// palette changes), and a sentence in place of the plot while there is nothing to draw.
class Plot : public QWidget
{
    Q_OBJECT
public:
    Plot(const QString& title, const QString& caption, QWidget* parent);

    QCustomPlot& plot() { return *m_plot; }
    const QCustomPlot& plot() const { return *m_plot; }
    void setCaption(const QString& caption) { m_caption->setText(caption); }
    /// Empty: the plot itself.
    void setEmptyText(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;
    /// Colours of the chart's own graphs; called with every new theme.
    virtual void colour(const Theme& theme) = 0;
    void applyColours();

private:
    QLabel* m_title;
    QLabel* m_caption;
    QLabel* m_empty;
    QCustomPlot* m_plot;
};

/// "¼×", "2×" at the powers of two of a logarithmic speedup axis.
class SpeedupTicker : public QCPAxisTickerLog
{
public:
    SpeedupTicker();

protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
};

/// "1", "10", "1k", "1M": rates and intensities without exponents.
class ShortTicker : public QCPAxisTickerLog
{
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
};

} // namespace espalier
