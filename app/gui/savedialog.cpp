#include "app/gui/savedialog.h"

#include "core/base/file.h"
#include "widgets/mainwindow.h"

#include <QFileDialog>

#include <utility>

namespace espalier {

void askForFile(MainWindow& window, const SaveQuestion& question, const QObject* context,
                std::function<void(const QString& path)> chosen)
{
    auto* dialog = new QFileDialog(&window, question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    if (!question.filters.isEmpty()) {
        dialog->setNameFilters(question.filters);
    }
    dialog->setDefaultSuffix(question.suffix);
    dialog->selectFile(question.proposal);
    QObject::connect(dialog, &QFileDialog::fileSelected, context, std::move(chosen));
    dialog->open();
}

void writeAndSay(MainWindow& window, const QString& path, const std::string& bytes, const QString& done)
{
    const Result<void> written = writeFileAtomic(path.toStdString(), bytes);
    window.showProblem(written ? done : QString::fromStdString(written.error().sentence()));
}

} // namespace espalier
