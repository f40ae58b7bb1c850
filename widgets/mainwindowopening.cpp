// How files come into the main window: chosen, or dropped on it. What they are is the program's business.
#include "widgets/mainwindow.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
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
    Q_EMIT pathOpened(draggedPath(*event));
}

void MainWindow::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Open"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tasks, kernels and runs (%1)")
                                .arg(QStringLiteral("task.json *.cpp *.cc *.cxx *.cl *.cu *.json *.sqlite *.db")),
                            tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::pathOpened);
    dialog->open();
}

void MainWindow::offerSource(const QString& source)
{
    if (selectedNode()) {
        requestEdit(source);
    } else {
        showProblem(tr("Select the node whose child this source is to be, then open it again."));
    }
}

} // namespace espalier
