#include "widgets/charts/plot.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/taborder.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QToolTip>
#include <QVBoxLayout>

#include <cmath>

namespace espalier {
namespace {

QString shortNumber(double value, int digits)
{
    return QLocale().toString(value, 'g', digits);
}

} // namespace

Plot::Plot(const QString& title, const QString& caption, QWidget* parent)
    : QWidget(parent), m_title(new QLabel(title, this)), m_caption(new QLabel(caption, this)),
      m_empty(new QLabel(this)), m_plot(new QCustomPlot(this)), m_head(new QHBoxLayout)
{
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    m_title->setFont(fonts::bold(font()));
    m_caption->setFont(fonts::small(font()));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_caption->setWordWrap(true); // in languages with longer words it does not fit in one line
    for (QLabel* label : {m_title, m_caption, m_empty}) {
        label->setTextFormat(Qt::PlainText);
    }
    m_caption->setMinimumWidth(40);
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->setMinimumHeight(80);
    m_plot->setFocusPolicy(Qt::NoFocus); // the chart itself has the keyboard
    m_plot->axisRect()->setupFullAxesBox(false);
    for (QCPAxis* axis : {m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    applyFonts();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(0);
    m_head->setContentsMargins(0, 0, 0, 0);
    m_head->setSpacing(4);
    m_head->addWidget(m_title);
    m_head->addStretch(1);
    auto* save = new FlatButton(this);
    save->setQuiet(true);
    save->setText(tr("Export…"));
    save->setToolTip(tr("Save this chart as a picture or its figures as a table"));
    save->setFont(fonts::small(font()));
    connect(save, &FlatButton::clicked, this, [this, save] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addExports(*menu);
        menu->popup(save->mapToGlobal(QPoint(0, save->height())));
    });
    m_head->addWidget(save);
    column->addLayout(m_head);
    column->addWidget(m_caption);
    column->addSpacing(4);
    column->addWidget(m_plot, 1);
    column->addWidget(m_empty, 1);
    m_empty->hide();
}

void Plot::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
    if (m_chooser != nullptr) {
        m_chooser->setText(tr("%1 ▾").arg(title));
        m_chooser->setFixedHeight(m_chooser->sizeHint().height());
        m_chooser->setAccessibleName(title);
    }
}

void Plot::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    for (QLabel* label : {m_title, m_caption}) {
        label->setToolTip(caption.toHtmlEscaped());
    }
    fitCaption();
}

void Plot::setEmptyText(const QString& sentence)
{
    m_isEmpty = !sentence.isEmpty();
    m_empty->setText(sentence);
    m_empty->setVisible(m_isEmpty);
    m_plot->setVisible(!m_isEmpty);
}

void Plot::setChooser(QMenu* menu)
{
    if (m_chooser == nullptr) {
        m_chooser = new FlatButton(this);
        m_chooser->setFlush(true);
        m_chooser->setShrinks();
        m_chooser->setFont(fonts::bold(font()));
        m_chooser->setPopupMode(QToolButton::InstantPopup);
        m_chooser->setToolTip(tr("Show another chart here"));
        m_head->insertWidget(0, m_chooser);
        m_title->hide();
        setTitle(title());
        tabAsLaidOut(*this);
    }
    m_chooser->setMenu(menu);
}

FlatButton* Plot::addTool(QAction* action)
{
    addAction(action);
    auto* button = new FlatButton(action, this);
    button->setQuiet(true);
    button->setFont(fonts::small(font()));
    m_head->insertWidget(m_head->count() - 1, button);
    tabAsLaidOut(*this);
    return button;
}

void Plot::addChoices(const QStringList& names, const QString& tip, const std::function<void(std::size_t)>& chosen)
{
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(this);
    for (const QString& name : names) {
        QAction* action = group->addAction(name);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [chosen, index = m_choices.size()] { chosen(index); });
        menu->addAction(action);
        m_choices.push_back(action);
    }
    addActions(menu->actions());
    m_choice = new FlatButton(this);
    m_choice->setQuiet(true);
    m_choice->setFont(fonts::small(font()));
    m_choice->setToolTip(tip);
    m_choice->setMenu(menu);
    m_choice->setPopupMode(QToolButton::InstantPopup);
    m_head->insertWidget(m_head->count() - 1, m_choice);
    tabAsLaidOut(*this);
}

void Plot::showChoice(std::size_t index)
{
    m_choices[index]->setChecked(true);
    m_choice->setText(tr("%1 ▾").arg(m_choices[index]->text()));
}

void Plot::addExports(QMenu& menu)
{
    const auto offer = [&](ChartFormat format, const QString& text) {
        if (isOffered(format)) {
            menu.addAction(text, this, [this, format] { Q_EMIT exportAsked(this, format); });
        }
    };
    offer(ChartFormat::Png, tr("Export as PNG…"));
    offer(ChartFormat::Svg, tr("Export as SVG…"));
    offer(ChartFormat::Csv, tr("Export as CSV…"));
}

void Plot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    menu->addSeparator();
    addExports(*menu);
    menu->popup(event->globalPos());
}

void Plot::tell(QPointF at, const QString& text)
{
    // A text with «<» in it would else be read as rich text: names are the candidate's.
    QString html = text.toHtmlEscaped();
    html.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    QToolTip::showText(m_plot->mapToGlobal(at.toPoint()),
                       html.isEmpty() ? html : QStringLiteral("<p style='white-space:pre'>%1</p>").arg(html), this);
    setAccessibleDescription(text);
}

void Plot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        walk(-1);
        break;
    case Qt::Key_Right:
        walk(1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        takeWalked();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Plot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    showFrame(Theme::fromPalette(palette()));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    showFrame(Theme::fromPalette(palette()));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColours();
    } else if (event->type() == QEvent::FontChange) {
        applyFonts();
        applyColours(); // labels in the chart are drawn anew by it
    }
}

void Plot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitCaption();
}

/// In a low chart the curve needs the room; the title's tooltip has the caption then, too.
void Plot::fitCaption()
{
    constexpr int kLeastLines = 11;
    const bool hasOwnHeight = m_plot->minimumHeight() == m_plot->maximumHeight();
    const bool hasRoom = hasOwnHeight || height() >= kLeastLines * fontMetrics().height();
    m_caption->setVisible(hasRoom && !m_caption->text().isEmpty());
}

void Plot::applyFonts()
{
    const QFont small = fonts::small(font());
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelFont(small);
        axis->setLabelFont(small);
    }
    setTitle(title()); // its button has the width of its words
}

void Plot::showFrame(const Theme& theme)
{
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setBasePen(theme.color(hasFocus() ? Role::Accent : Role::Line));
    }
}

void Plot::applyColours()
{
    const Theme theme = Theme::fromPalette(palette());
    m_plot->setBackground(theme.color(Role::Panel));
    m_plot->axisRect()->setBackground(theme.color(Role::Background));
    showFrame(theme);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2}) {
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

std::size_t walkedTo(std::optional<std::size_t> at, int by, std::size_t count)
{
    const auto all = static_cast<std::ptrdiff_t>(count);
    const std::ptrdiff_t from = at ? static_cast<std::ptrdiff_t>(*at) : (by > 0 ? -1 : 0);
    return static_cast<std::size_t>(((from + by) % all + all) % all);
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
    const double part = 1 / tick;
    if (part > 4 && part < 1e6 && part == std::floor(part)) {
        return QStringLiteral("1/") + shortNumber(part, 6) + sign;
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
