#include "widgets/window/dockarea.h"

#include "widgets/window/docktitle.h"

#include <QApplication>
#include <QDockWidget>

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

constexpr int kVersion = 1; ///< of the saved layout; another one is not restored
constexpr int kLeftWidth = 212;
// Shares of what is left beside the left column, and of the height.
constexpr double kRightShare = 0.42;
constexpr double kBottomShare = 0.3;
constexpr double kColumnShare = 0.25; ///< of the whole width, while little else is shown

/// The first thing in the panel that the keyboard can reach.
QWidget* focusableIn(QWidget* panel)
{
    for (QWidget* next = panel->nextInFocusChain(); next != nullptr && next != panel; next = next->nextInFocusChain()) {
        if (panel->isAncestorOf(next) && next->isVisible() && next->isEnabled() &&
            (next->focusPolicy() & Qt::TabFocus) != 0) {
            return next;
        }
    }
    return nullptr;
}

} // namespace

DockArea::DockArea(Actions& actions, QWidget* parent) : QMainWindow(parent, Qt::Widget), m_actions(actions)
{
    setDockNestingEnabled(true);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
}

QDockWidget* DockArea::addPanel(Do toggle, const QString& title, QWidget* content, Qt::DockWidgetArea area, bool shown)
{
    return add({toggle, area, false, shown}, title, content);
}

QDockWidget* DockArea::addColumn(Do toggle, const QString& title, QWidget* content, Qt::DockWidgetArea area)
{
    return add({toggle, area, true, false}, title, content);
}

void DockArea::put(std::size_t panel)
{
    const Usual& usual = m_usual[panel];
    const bool below = usual.area == Qt::LeftDockWidgetArea || usual.area == Qt::RightDockWidgetArea;
    addDockWidget(usual.area, m_panels[panel], below && !usual.isColumn ? Qt::Vertical : Qt::Horizontal);
    m_panels[panel]->setVisible(usual.shown);
}

QDockWidget* DockArea::add(const Usual& usual, const QString& title, QWidget* content)
{
    QAction* action = m_actions[usual.toggle];
    auto* panel = new QDockWidget(action->text(), this);
    panel->setObjectName(action->objectName());
    panel->setTitleBarWidget(new DockTitle(title, panel));
    panel->setWidget(content);
    m_panels.push_back(panel);
    m_usual.push_back(usual);
    put(m_panels.size() - 1);
    // The dock's own action knows whether it is closed; whether it is in sight depends on tabs and minimised windows.
    QAction* own = panel->toggleViewAction();
    action->setChecked(own->isChecked());
    connect(own, &QAction::toggled, action, &QAction::setChecked);
    connect(action, &QAction::triggered, own, [own](bool on) {
        if (own->isChecked() != on) {
            own->trigger();
        }
    });
    const auto mark = [this] { m_changed = m_shown; };
    connect(own, &QAction::toggled, this, mark);
    connect(panel, &QDockWidget::dockLocationChanged, this, mark);
    connect(panel, &QDockWidget::topLevelChanged, this, mark);
    return panel;
}

void DockArea::resetLayout()
{
    for (std::size_t i = 0; i < m_panels.size(); ++i) {
        m_panels[i]->setFloating(false);
        removeDockWidget(m_panels[i]);
    }
    for (std::size_t i = 0; i < m_panels.size(); ++i) {
        put(i);
    }
    resizeAsNew();
    m_changed = false;
}

void DockArea::showOnly(const std::set<Do>& toggles)
{
    if (!m_before) {
        m_before = Before{saveState(kVersion), m_changed};
    }
    for (std::size_t i = 0; i < m_panels.size(); ++i) {
        m_panels[i]->setVisible(toggles.contains(m_usual[i].toggle));
        if (m_usual[i].isColumn && !m_panels[i]->isHidden()) {
            resizeDocks({m_panels[i]}, {static_cast<int>(width() * kColumnShare)}, Qt::Horizontal);
        }
    }
}

void DockArea::showAgain()
{
    if (const std::optional<Before> before = std::exchange(m_before, std::nullopt)) {
        restoreState(before->state, kVersion);
        m_changed = before->changed;
    }
}

void DockArea::resizeAsNew()
{
    const auto resizeArea = [this](Qt::DockWidgetArea area, int size, Qt::Orientation orientation) {
        for (QDockWidget* panel : m_panels) {
            if (dockWidgetArea(panel) == area && !panel->isHidden()) {
                resizeDocks({panel}, {size}, orientation);
                return;
            }
        }
    };
    resizeArea(Qt::LeftDockWidgetArea, kLeftWidth, Qt::Horizontal);
    resizeArea(Qt::RightDockWidgetArea, static_cast<int>((width() - kLeftWidth) * kRightShare), Qt::Horizontal);
    resizeArea(Qt::BottomDockWidgetArea, static_cast<int>(height() * kBottomShare), Qt::Vertical);
}

void DockArea::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (m_shown) {
        return;
    }
    m_shown = true;
    resizeAsNew();
    m_changed = !m_toRestore.isEmpty() && restoreState(m_toRestore, kVersion);
}

void DockArea::mouseReleaseEvent(QMouseEvent* event)
{
    QMainWindow::mouseReleaseEvent(event);
    m_changed = true; // the panels take their own clicks, so it was a line between two of them
}

QByteArray DockArea::changedLayout() const
{
    if (!m_shown) {
        return m_toRestore;
    }
    if (m_before) {
        return m_before->changed ? m_before->state : QByteArray();
    }
    return m_changed ? saveState(kVersion) : QByteArray();
}

bool DockArea::restoreLayout(const QByteArray& layout)
{
    if (!m_shown) {
        m_toRestore = layout;
        return true;
    }
    const bool restored = restoreState(layout, kVersion);
    m_changed = m_changed || restored;
    return restored;
}

void DockArea::focusPanel(int step)
{
    std::vector<QWidget*> stops{centralWidget()};
    std::ranges::copy_if(m_panels, std::back_inserter(stops),
                         [](QDockWidget* panel) { return panel->isVisible() && focusableIn(panel) != nullptr; });
    const QWidget* focus = QApplication::focusWidget();
    const auto here = std::ranges::find_if(stops, [focus](const QWidget* stop) {
        return focus != nullptr && (stop == focus || stop->isAncestorOf(focus));
    });
    const auto count = static_cast<int>(stops.size());
    const int at = here == stops.end() ? 0 : static_cast<int>(here - stops.begin()) + step;
    QWidget* target = stops[static_cast<std::size_t>((at + count) % count)];
    auto* panel = qobject_cast<QDockWidget*>(target);
    if (panel != nullptr) {
        panel->raise(); // where it lies below another one
    }
    if (QWidget* inside = focusableIn(target)) {
        inside->setFocus(Qt::TabFocusReason);
    }
}

} // namespace espalier
