#include "widgets/charts/plot.h"

#include "widgets/common/fonts.h"

#include <QLocale>
#include <QVBoxLayout>

namespace espalier {
namespace {

QString shortNumber(double value, int digits)
{
    return QLocale().toString(value, 'g', digits);
}

} // namespace

Plot::Plot(const QString& title, const QString& caption, QWidget* parent)
    : QWidget(parent), m_title(new QLabel(title, this)), m_caption(new QLabel(caption, this)),
      m_empty(new QLabel(this)), m_plot(new QCustomPlot(this))
{
    setAccessibleName(title);
    m_title->setFont(fonts::bold(font()));
    m_caption->setFont(fonts::small(font()));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_caption->setWordWrap(true); // in languages with longer words it does not fit in one line
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->setMinimumHeight(80);
    m_plot->axisRect()->setupFullAxesBox(false);
    for (QCPAxis* axis : {m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    const QFont tickFont = fonts::small(font());
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelFont(tickFont);
        axis->setLabelFont(tickFont);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 8);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_caption);
    column->addSpacing(8);
    column->addWidget(m_plot, 1);
    column->addWidget(m_empty, 1);
    m_empty->hide();
}

void Plot::setEmptyText(const QString& sentence)
{
    m_empty->setText(sentence);
    m_empty->setVisible(!sentence.isEmpty());
    m_plot->setVisible(sentence.isEmpty());
}

void Plot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColours();
    }
}

void Plot::applyColours()
{
    const Theme theme = Theme::fromPalette(palette());
    m_plot->setBackground(theme.color(Role::Panel));
    m_plot->axisRect()->setBackground(theme.color(Role::Background));
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setBasePen(theme.color(Role::Line));
        axis->setTickPen(theme.color(Role::Line));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(theme.color(Role::Dim));
        axis->setLabelColor(theme.color(Role::Dim));
        axis->grid()->setPen(theme.color(Role::Line));
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    colour(theme);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

SpeedupTicker::SpeedupTicker()
{
    setLogBase(2);
    setSubTickCount(0);
}

QString SpeedupTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    const auto sign = QStringLiteral("×");
    if (tick >= 1) {
        return shortNumber(tick, 4) + sign;
    }
    return tick == 0.5 ? QStringLiteral("½×") : tick == 0.25 ? QStringLiteral("¼×") : shortNumber(tick, 2) + sign;
}

QString ShortTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    if (tick >= 1e6) {
        return shortNumber(tick / 1e6, 4) + QStringLiteral("M");
    }
    return tick >= 1e3 ? shortNumber(tick / 1e3, 4) + QStringLiteral("k") : shortNumber(tick, 4);
}

} // namespace espalier
