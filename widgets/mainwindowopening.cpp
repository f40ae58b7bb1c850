// How files come into the main window: dropped on it, or handed in. What they are is the program's business.
#include "widgets/mainwindow.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>

namespace espalier {
namespace {

/// The one file or folder that is dragged; empty where it is something else, or several.
QString draggedPath(const QDropEvent& event)
{
    const QList<QUrl> urls = event.mimeData()->urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

} // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!draggedPath(*event).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    Q_EMIT pathDropped(draggedPath(*event));
}

void MainWindow::offerSource(const OfferedSource& source)
{
    if (selectedNode()) {
        requestEdit(source);
    } else {
        showProblem(tr("Select the node whose child this source is to be, then open it again."));
    }
}

} // namespace espalier
