#include "app/gui/longworks.h"

#include "widgets/mainwindow.h"
#include "widgets/window/workbar.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace espalier {

LongWorks::~LongWorks()
{
    for (Running& one : m_running) {
        one.thread.join(); // what was asked for is done before the window goes
    }
}

void LongWorks::start(const QString& sentence, Work work, Done done)
{
    auto contest = std::make_shared<Contest>();
    const quint64 line = m_window.works().begin(sentence, [this, contest, sentence] {
        if (!contest->cancel()) {
            m_window.showProblem(tr("It is too late to cancel: it is being written."));
            return false;
        }
        m_window.showProblem(tr("Cancelled, and nothing was kept: %1").arg(sentence));
        return true;
    });
    std::jthread thread([this, line, contest, work = std::move(work), done = std::move(done)] {
        const Result<QString> answer = work([contest] { return contest->keep(); });
        QMetaObject::invokeMethod(
            this, [this, line, answer, done] { ended(line, answer, done); }, Qt::QueuedConnection);
    });
    m_running.push_back({line, std::move(contest), std::move(thread)});
}

void LongWorks::ended(quint64 line, const Result<QString>& answer, const Done& done)
{
    m_window.works().end(line);
    const auto one = std::ranges::find(m_running, line, &Running::line);
    const bool isWanted = one->contest->keep(); // an error needs no keep() of its own
    one->thread.join();
    m_running.erase(one);
    if (isWanted) {
        done(answer);
    }
}

} // namespace espalier
