#include "app/gui/linkwriter.h"

#include "core/base/file.h"
#include "core/store/sessionlink.h"
#include "widgets/mainwindow.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace espalier {
namespace {

QString text(const char* words)
{
    return QCoreApplication::translate("LinkWriter", words);
}

} // namespace

void writeLink(MainWindow& window, const std::filesystem::path& store)
{
    if (!window.live().isOpen()) {
        window.showProblem(
            text(QT_TRANSLATE_NOOP("LinkWriter", "Open the session first to which the link is to lead.")));
        return;
    }
    std::error_code ignored;
    SessionLink link{std::filesystem::absolute(store, ignored), window.live().session().id, {}};
    if (window.selection().node() && *window.selection().node() < window.live().graph().size()) {
        link.node = window.selection().node();
    }
    auto* dialog = new QFileDialog(&window, text(QT_TRANSLATE_NOOP("LinkWriter", "Save link")));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("espalier"));
    dialog->setNameFilter(
        text(QT_TRANSLATE_NOOP("LinkWriter", "Links to sessions (%1)")).arg(QStringLiteral("*.espalier")));
    dialog->selectFile(QStringLiteral("session-%1.espalier").arg(link.session));
    QObject::connect(dialog, &QFileDialog::fileSelected, &window, [&window, link](const QString& file) {
        const Result<void> written = writeFileAtomic(file.toStdString(), toJson(link));
        window.showProblem(written ? text(QT_TRANSLATE_NOOP("LinkWriter", "The link is in %1.")).arg(file)
                                   : QString::fromStdString(written.error().sentence()));
    });
    dialog->open();
}

} // namespace espalier
