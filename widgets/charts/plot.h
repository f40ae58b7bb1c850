#pragma once

// The only place that includes QCustomPlot, as widgets/common/theme.h is the only one that names colours.
// clang-format off
#include "widgets/common/keywordson.h"
#include <qcustomplot.h>
#include "widgets/common/keywordsoff.h"
// clang-format on

#include "widgets/charts/charttable.h"
#include "widgets/common/theme.h"

#include <QLabel>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QHBoxLayout;
class QMenu;

namespace espalier {

class FlatButton;

enum class ChartFormat { Png, Svg, Csv };

/// What all charts share: a title and a caption with units above the plot, the theme's colours (applied again when the
/// palette changes), a sentence in place of the plot while there is nothing to draw, a context menu with the chart's
/// own actions, and «Export». Texts are shown as plain text.
class Plot : public QWidget
{
    Q_OBJECT
public:
    Plot(const QString& title, const QString& caption, QWidget* parent);

    QCustomPlot& plot() { return *m_plot; }
    const QCustomPlot& plot() const { return *m_plot; }
    QString title() const { return m_title->text(); }
    QString caption() const { return m_caption->text(); }
    void setTitle(const QString& title);
    void setCaption(const QString& caption);
    /// Empty: the plot itself.
    void setEmptyText(const QString& sentence);
    bool isEmpty() const { return m_isEmpty; }
    /// Makes the title a button that opens this menu, to show another chart in its place. Not owned.
    void setChooser(QMenu* menu);

    /// What is drawn, for CSV and for tests.
    virtual ChartTable table() const = 0;

Q_SIGNALS:
    void exportAsked(espalier::Plot* chart, espalier::ChartFormat format);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    /// Colours of the chart's own graphs; called with every new theme.
    virtual void colour(const Theme& theme) = 0;
    /// Left and Right on the keyboard (−1 and 1), where the chart has points to walk; Enter takes the one walked to.
    virtual void walk(int /*by*/) {}
    virtual void takeWalked() {}
    void applyColours();
    /// An action as a quiet button beside the title, and in the context menu.
    FlatButton* addTool(QAction* action);
    /// A quiet button beside the title that says which of these is chosen and offers the others, which are in the
    /// context menu too; `chosen` gets the index of one that a person chose. Once a chart.
    void addChoices(const QStringList& names, const QString& tip, const std::function<void(std::size_t)>& chosen);
    void showChoice(std::size_t index);
    /// Says it at this place of the plot, and to screen readers; an empty text takes it away.
    void tell(QPointF at, const QString& text);

private:
    void addExports(QMenu& menu);
    void showFrame(const Theme& theme);
    void applyFonts();
    void fitCaption();

    QLabel* m_title;
    QLabel* m_caption;
    QLabel* m_empty;
    QCustomPlot* m_plot;
    QHBoxLayout* m_head;
    FlatButton* m_chooser = nullptr;
    std::vector<QAction*> m_choices; ///< of addChoices()
    FlatButton* m_choice = nullptr;
    bool m_isEmpty = false;
};

/// Where Left (-1) and Right (1) lead from `at` among `count` points, at least one, round and round; from nowhere to
/// the last and to the first.
std::size_t walkedTo(std::optional<std::size_t> at, int by, std::size_t count);

/// Whether charts can be saved so: SVG needs Qt's module for it.
bool isOffered(ChartFormat format);

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
