#pragma once

#include "widgets/common/actions.h"

#include <QMainWindow>

#include <vector>

namespace espalier {

/// The tree in the middle and panels around it, which can be dragged elsewhere, taken out as windows of their own, laid
/// over each other, closed and brought back. A panel is shown and hidden by an action of the registry. GUI thread.
class DockArea : public QMainWindow
{
    Q_OBJECT
public:
    explicit DockArea(Actions& actions, QWidget* parent = nullptr);

    /// Takes ownership of the content. Panels of one area stand in the order of these calls. `shown`: in a new window.
    QDockWidget* addPanel(Do toggle, const QString& title, QWidget* content, Qt::DockWidgetArea area,
                          bool shown = true);
    const std::vector<QDockWidget*>& panels() const { return m_panels; }

    /// Every panel as it is in a new window: in sight or not, where and as large.
    void resetLayout();
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
    void resizeAsNew();

    Actions& m_actions;
    std::vector<QDockWidget*> m_panels;
    std::vector<Qt::DockWidgetArea> m_areas; ///< of the panels in a new window
    std::vector<bool> m_shownAsNew;          ///< likewise
    QByteArray m_toRestore;                  ///< until the first time it is shown: sizes mean nothing before
    bool m_shown = false;
    bool m_changed = false; ///< by a person, since it was as in a new window
};

} // namespace espalier
