#include "widgets/panels/topbar.h"

#include "widgets/common/elidedlabel.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/taborder.h"
#include "widgets/common/theme.h"
#include "widgets/panels/steerbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

QVBoxLayout* stack(QWidget* first, QWidget* second)
{
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addStretch(1);
    column->addWidget(first);
    column->addWidget(second);
    column->addStretch(1);
    return column;
}

} // namespace

TopBar::TopBar(const LiveGraph& live, Steering& steering, Actions& actions, QWidget* parent)
    : QWidget(parent), m_live(live), m_title(new ElidedLabel(this)), m_subtitle(new ElidedLabel(this)),
      m_steer(new SteerBar(live, steering, this)), m_steps(new ElidedLabel(this)), m_left(new QLabel(this)),
      m_rate(new ElidedLabel(this)), m_bar(new QWidget(this)), m_search(new QLineEdit(this))
{
    m_title->setFont(fonts::bold(font()));
    for (QLabel* label : {m_subtitle, m_left, m_rate, m_steps}) {
        label->setFont(fonts::small(font()));
    }
    for (QLabel* label : {m_subtitle, m_left, m_rate}) {
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto* name = new QWidget(this);
    name->setMinimumWidth(140);
    name->setMaximumWidth(178);
    name->setLayout(stack(m_title, m_subtitle));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(6);
    row->addWidget(name);
    row->addSpacing(8);
    for (const Do id : {Do::Run, Do::Pause, Do::Step, Do::Stop}) {
        m_transport.push_back(new FlatButton(actions[id], this));
        row->addWidget(m_transport.back());
    }
    row->addSpacing(16);
    row->addWidget(m_steer);
    row->addStretch(1);

    auto* progress = new QWidget(this);
    progress->setMinimumWidth(150);
    progress->setMaximumWidth(200);
    m_bar->setFixedHeight(6);
    auto* numbers = new QHBoxLayout;
    numbers->addWidget(m_steps);
    numbers->addStretch(1);
    numbers->addWidget(m_left);
    auto* column = new QVBoxLayout(progress);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(2);
    column->addLayout(numbers);
    column->addWidget(m_bar);
    column->addWidget(m_rate);
    row->addWidget(progress, 2);
    row->addSpacing(16);
    m_search->setPlaceholderText(tr("Search nodes   /"));
    m_search->setAccessibleName(tr("Search nodes"));
    m_search->setClearButtonEnabled(true);
    m_search->setAcceptDrops(false); // a file that is dropped here is opened, as anywhere in the window
    m_search->setFixedHeight(std::max(28, fontMetrics().height() + 10));
    m_search->setMinimumWidth(110);
    m_search->setMaximumWidth(220);
    m_search->setTextMargins(6, 0, 4, 0);
    row->addWidget(m_search, 2);
    tabAsLaidOut(*this);
    connect(&live, &LiveGraph::batchTaken, this, &TopBar::refresh);
    refresh();
    fit();
}

int TopBar::widthOfWords() const
{
    int width = 0;
    for (const FlatButton* button : m_transport) {
        width += button->isWordless() ? 0 : button->widthOfWords();
    }
    return width;
}

QSize TopBar::minimumSizeHint() const
{
    return {layout()->totalMinimumSize().width() - widthOfWords(), height()};
}

void TopBar::fit()
{
    setFixedHeight(std::max(56, 3 * fontMetrics().height() + 8));
    const int wordless = minimumSizeHint().width();
    int words = 0;
    for (const FlatButton* button : m_transport) {
        words += button->widthOfWords();
    }
    for (FlatButton* button : m_transport) {
        button->setWordless(width() < wordless + words);
    }
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TopBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && layout() != nullptr) {
        fit();
    }
}

/// As steering has it now.
double TopBar::limit(const char* budget, double started) const
{
    const auto& budgets = m_live.steered().budgets;
    const auto said = budgets.find(budget);
    return said == budgets.end() ? started : said->second;
}

double TopBar::progress() const
{
    const SessionSummary& session = m_live.session();
    const double steps = limit("steps", session.steps);
    const double minutes = limit("minutes", session.minutes);
    if (steps > 0) {
        return std::clamp(m_live.step() / steps, 0.0, 1.0);
    }
    if (minutes > 0 && m_live.graph().size() > 0) {
        const Node& last = m_live.graph().node(static_cast<NodeNumber>(m_live.graph().size() - 1));
        return std::clamp((last.time - session.created) / (minutes * 60), 0.0, 1.0);
    }
    return 0;
}

void TopBar::refresh()
{
    const SessionSummary& session = m_live.session();
    if (!m_live.isOpen()) {
        m_title->setText(tr("Espalier"));
        m_subtitle->setText(tr("no session open"));
        return;
    }
    m_title->setText(session.title);
    m_subtitle->setText(
        tr("%1 · session %2 · %3").arg(session.target).arg(session.id).arg(format::state(session.state)));
    const int step = m_live.step();
    const int steps = static_cast<int>(limit("steps", session.steps));
    m_steps->setText(steps > 0 ? tr("%1 of %n steps", nullptr, steps).arg(step) : tr("%n steps", nullptr, step));
    const double rate = session.searchSeconds > 0 ? double(m_live.graph().size()) / session.searchSeconds : 0;
    const bool runs = session.state == QLatin1String("running");
    m_left->setText(runs && rate > 0 && steps > step ? tr("%1 left").arg(format::duration((steps - step) / rate))
                                                     : QString());
    m_rate->setText(rate > 0 ? tr("%n candidates/min", nullptr, static_cast<int>(std::lround(rate * 60))) : QString());
    update();
}

void TopBar::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Role::Line));
    if (!m_live.isOpen()) {
        return;
    }
    const QRectF bar(m_bar->mapTo(this, QPoint(0, 0)), m_bar->size());
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Role::Line));
    painter.drawRoundedRect(bar, 3, 3);
    painter.setBrush(theme.color(Role::Accent));
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(6.0, bar.width() * progress()), bar.height())), 3, 3);
}

} // namespace espalier
