#include "app/gui/sanitizerrunner.h"

#include "app/runner/nodesanitizing.h"
#include "core/base/loginname.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/review/reviewpage.h"
#include "widgets/window/workbar.h"

#include <QMetaObject>

namespace espalier {
namespace {

/// Empty: nothing.
QString saidAtEnd(const Result<SanitizerRecord>& record, bool isStopped)
{
    if (isStopped) { // which was said at once
        return record ? SanitizerRunner::tr("The sanitizers had ended before they could be stopped.") : QString();
    }
    return record ? QString() : QString::fromStdString(record.error().sentence());
}

} // namespace

SanitizerRunner::SanitizerRunner(std::filesystem::path store, MainWindow& window)
    : m_store(std::move(store)), m_window(window)
{
    connect(&window.inspector().review(), &ReviewPage::sanitizeAsked, this, &SanitizerRunner::run);
}

void SanitizerRunner::run(NodeNumber node)
{
    if (m_running) {
        return;
    }
    m_running = true;
    m_window.inspector().review().setSanitizing(true);
    const NodeKey key{m_window.live().session().id, node};
    m_line = m_window.works().begin(tr("The sanitizers run on #%1…").arg(node), [this] {
        m_thread.request_stop();
        m_window.showProblem(tr("The sanitizers are being stopped; nothing is recorded of them."));
        return true;
    });
    m_thread = std::jthread([this, key](const std::stop_token& stop) {
        Result<Store> store = Store::open(m_store);
        const auto record = store ? sanitizeNode(*store, key, loginName(), SandboxConsent::Required, stop)
                                  : Result<SanitizerRecord>(store.error());
        const QString problem = saidAtEnd(record, stop.stop_requested());
        QMetaObject::invokeMethod(
            this,
            [this, problem] {
                m_running = false;
                m_window.works().end(m_line);
                m_window.inspector().review().setSanitizing(false);
                if (!problem.isEmpty()) {
                    m_window.showProblem(problem);
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace espalier
