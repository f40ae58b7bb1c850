#pragma once

#include <QWidget>

class QDockWidget;

namespace espalier {

/// The flat strip above a panel: its name in small capitals, and two buttons, seen while the pointer is over the strip,
/// that take the panel out of the window and close it. Dragging it moves the panel.
class DockTitle : public QWidget
{
    Q_OBJECT
public:
    DockTitle(const QString& title, QDockWidget* panel);

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* m_buttons;
};

} // namespace espalier
