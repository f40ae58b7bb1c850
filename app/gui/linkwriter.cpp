#include "app/gui/linkwriter.h"

#include "app/gui/savedialog.h"
#include "core/store/sessionlink.h"
#include "widgets/mainwindow.h"

#include <QCoreApplication>

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
    const QString filter =
        text(QT_TRANSLATE_NOOP("LinkWriter", "Links to sessions (%1)")).arg(QStringLiteral("*.espalier"));
    const QString proposal = QStringLiteral("session-%1.espalier").arg(link.session);
    askForFile(window,
               {text(QT_TRANSLATE_NOOP("LinkWriter", "Save link")), proposal, QStringLiteral("espalier"), {filter}},
               &window, [&window, link](const QString& file) {
                   writeAndSay(window, file, toJson(link),
                               text(QT_TRANSLATE_NOOP("LinkWriter", "The link is in %1.")).arg(file));
               });
}

} // namespace espalier
