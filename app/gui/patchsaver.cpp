#include "app/gui/patchsaver.h"

#include "core/base/file.h"
#include "widgets/diff/diffpane.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"

#include <QFileDialog>

namespace espalier {

PatchSaver::PatchSaver(MainWindow& window) : m_window(window)
{
    connect(&window.inspector().diffPane(), &DiffPane::patchExported, this, &PatchSaver::ask);
}

void PatchSaver::ask(const QString& fileName, const QString& patch)
{
    auto* dialog = new QFileDialog(&m_window, tr("Export patch"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Patches (%1)").arg(QStringLiteral("*.patch *.diff")), tr("All files (*)")});
    dialog->selectFile(fileName);
    connect(dialog, &QFileDialog::fileSelected, this, [this, patch](const QString& path) { save(path, patch); });
    dialog->open();
}

void PatchSaver::save(const QString& path, const QString& patch)
{
    const Result<void> saved = writeFileAtomic(path.toStdString(), patch.toStdString());
    m_window.showProblem(saved ? tr("The patch is saved as %1.").arg(path)
                               : QString::fromStdString(saved.error().sentence()));
}

} // namespace espalier
