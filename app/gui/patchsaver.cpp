#include "app/gui/patchsaver.h"

#include "app/gui/savedialog.h"
#include "widgets/diff/diffpane.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"

namespace espalier {

PatchSaver::PatchSaver(MainWindow& window) : m_window(window)
{
    connect(&window.inspector().diffPane(), &DiffPane::patchExported, this, &PatchSaver::ask);
}

void PatchSaver::ask(const QString& fileName, const QString& patch)
{
    const QStringList filters{tr("Patches (%1)").arg(QStringLiteral("*.patch *.diff")), tr("All files (*)")};
    askForFile(m_window, {tr("Export patch"), fileName, {}, filters}, this, [this, patch](const QString& path) {
        writeAndSay(m_window, path, patch.toStdString(), tr("The patch is saved as %1.").arg(path));
    });
}

} // namespace espalier
