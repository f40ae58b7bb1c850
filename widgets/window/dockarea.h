#pragma once

#include "widgets/common/actions.h"

#include <QMainWindow>

#include <optional>
#include <set>
#include <vector>

namespace espalier {

/// The tree in the middle and panels around it, which can be dragged elsewhere, taken out as windows of their own, laid
/// over each other, closed and brought back. A panel is shown and hidden by an action of the registry. GUI thread.
class DockArea : public QMainWindow
{
    Q_OBJECT
public:
    explicit DockArea(Actions& actions, QWidget* parent = nullptr);

    /// Takes ownership of the content. Panels of one area stand below each other in the order of these calls. `shown`:
    /// in a new window.
    QDockWidget* addPanel(Do toggle, const QString& title, QWidget* content, Qt::DockWidgetArea area,
                          bool shown = true);
    /// The same for one that stands in a column of its own beside the area's others, and is closed in a new window.
    QDockWidget* addColumn(Do toggle, const QString& title, QWidget* content, Qt::DockWidgetArea area);
    const std::vector<QDockWidget*>& panels() const { return m_panels; }

    /// Every panel as it is in a new window: in sight or not, where and as large.
    void resetLayout();
    /// The panels of these toggles and no other, until showAgain() puts everything back; the layout that is kept
    /// meanwhile is the one before.
    void showOnly(const std::set<Do>& toggles);
    void showAgain();
    /// Opaque; empty while everything is as in a new window.
    QByteArray changedLayout() const;
    /// What changedLayout() returned, now or in an earlier run. What is not one of those leaves everything as it is.
    bool restoreLayout(const QByteArray& layout);
    /// Whether panels glide to their new places.
    void setMotion(bool motion) { setAnimated(motion); }
    /// Gives the keyboard to the next panel in sight, the tree among them; `step` -1: to the one before.
    void focusPanel(int step);

protected:
    void showEvent(QShowEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    struct Usual
    {
        Do toggle;
        Qt::DockWidgetArea area; ///< in a new window
        bool isColumn;
        bool shown; ///< in a new window
    };
    struct Before
    {
        QByteArray state;
        bool changed;
    };

    QDockWidget* add(const Usual& usual, const QString& title, QWidget* content);
    /// Where it is in a new window.
    void put(std::size_t panel);
    void resizeAsNew();

    Actions& m_actions;
    std::vector<QDockWidget*> m_panels;
    std::vector<Usual> m_usual;     ///< of the panels
    std::optional<Before> m_before; ///< while showOnly() holds
    QByteArray m_toRestore;         ///< until the first time it is shown: sizes mean nothing before
    bool m_shown = false;
    bool m_changed = false; ///< by a person, since it was as in a new window
};

} // namespace espalier
