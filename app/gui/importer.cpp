#include "app/gui/importer.h"

#include "core/import/peers/peersession.h"
#include "widgets/mainwindow.h"

namespace espalier {

Importer::Importer(MainWindow& window, std::filesystem::path store)
    : m_window(window), m_store(std::move(store)), m_works(window)
{
}

void Importer::import(const QString& path)
{
    const auto session = std::make_shared<SessionId>(0); // the thread's until it has answered
    const qlonglong before = m_window.live().session().id;
    m_works.start(
        tr("Reading %1…").arg(path),
        [this, session,
         place = std::filesystem::path(path.toStdString())](const LongWorks::Keep& keep) -> Result<QString> {
            const Result<PeerRun> run = kept(readPeerRun(place), keep);
            Result<Store> store = run ? Store::open(m_store) : run.error();
            const Result<SessionId> made = store ? keepPeerRun(*store, *run, {}, place) : store.error();
            if (!made) {
                return made.error();
            }
            *session = *made;
            return QString::fromStdString(keptText(*run, *made));
        },
        [this, session, before](const Result<QString>& answer) {
            if (!answer) {
                m_window.showProblem(QString::fromStdString(answer.error().sentence()));
            } else if (m_window.live().session().id == before) {
                Q_EMIT imported(*session, *answer);
            } else {
                m_window.showProblem(*answer);
            }
        });
}

} // namespace espalier
