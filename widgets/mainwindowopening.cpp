// How files come into the main window: dropped on it, or handed in. What they are is the program's business.
#include "widgets/mainwindow.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>

namespace espalier {
namespace {

} // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls()) { // what cannot be opened is said when it is dropped
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.isEmpty()) {
        return;
    }
    event->acceptProposedAction();
    if (urls.size() > 1) {
        showProblem(tr("%n things were dropped; drop one at a time: a task's folder, a kernel's source, another "
                       "tool's run or a link.",
                       nullptr, static_cast<int>(urls.size())));
    } else if (!urls.front().isLocalFile()) {
        showProblem(tr("Only files and folders of this machine can be opened; save it here first."));
    } else {
        Q_EMIT pathDropped(urls.front().toLocalFile());
    }
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
