#include "app/gui/assemblyservice.h"

#include "core/base/paths.h"
#include "core/evaluate/assembly/assemble.h"
#include "core/task/tasklibrary.h"
#include "widgets/diff/diffpane.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"

#include <QMetaObject>

#include <utility>

namespace espalier {
namespace {

constexpr std::size_t kMostWishes = 4;

NodeAssemblyPtr made(const std::string& taskName, const std::string& target, const Candidate& candidate,
                     const std::stop_token& stop)
{
    auto made = std::make_shared<NodeAssembly>();
    const Result<Task> task = findTask(shareFolder() / "tasks", taskName);
    const Result<Assembly> assembly =
        task ? assemble(*task, target, candidate, {}, stop) : Result<Assembly>(task.error());
    if (!assembly) {
        made->problem = QString::fromStdString(assembly.error().sentence());
        return made;
    }
    made->command = QString::fromStdString(assembly->command);
    for (const AssemblyForm& form : assembly->forms) {
        made->forms.emplace_back(QString::fromStdString(form.name), form.text);
    }
    return made;
}

} // namespace

AssemblyService::AssemblyService(MainWindow& window)
    : m_window(window), m_cache(window.inspector().diffPane().assemblies())
{
    connect(&m_cache, &AssemblyCache::wanted, this, &AssemblyService::take);
}

AssemblyService::~AssemblyService()
{
    m_thread.request_stop();
}

void AssemblyService::take(quint64 generation, NodeNumber node)
{
    const NodeDetailsPtr details = m_window.details().get(node);
    const SessionSummary& session = m_window.live().session();
    if (!details) {
        m_cache.forget(node);
        return;
    }
    std::erase_if(m_wishes,
                  [generation](const Wish& wish) { return wish.generation != generation; }); // of no session now
    m_wishes.push_back({generation, node, session.task, session.target, details->candidate});
    if (m_wishes.size() > kMostWishes) {
        m_cache.forget(m_wishes.front().node);
        m_wishes.pop_front();
    }
    next();
}

void AssemblyService::next()
{
    if (m_busy || m_wishes.empty()) {
        return;
    }
    m_busy = true;
    const Wish wish = std::move(m_wishes.back());
    m_wishes.pop_back();
    m_thread = std::jthread([this, wish](const std::stop_token& stop) {
        const NodeAssemblyPtr assembly = made(wish.task.toStdString(), wish.target.toStdString(), wish.candidate, stop);
        if (stop.stop_requested()) {
            return;
        }
        QMetaObject::invokeMethod(
            this,
            [this, wish, assembly] {
                m_busy = false;
                m_cache.put(wish.generation, wish.node, assembly);
                next();
            },
            Qt::QueuedConnection);
    });
}

} // namespace espalier
