#include "widgets/diff/diffjob.h"

#include <QMetaObject>

namespace espalier {

DiffJob::DiffJob(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(2); // the next one need not wait for one that nobody wants any more
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, &DiffJob::slow);
}

DiffJob::~DiffJob()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void DiffJob::start(std::string left, std::string right, const DiffOptions& options)
{
    cancel();
    m_running = true;
    m_patience.start();
    m_pool.start([this, request = m_request, left = std::move(left), right = std::move(right), options] {
        auto diff = std::make_shared<LineDiff>(diffLines(left, right, options));
        QMetaObject::invokeMethod(this, [this, request, diff] { take(request, diff); }, Qt::QueuedConnection);
    });
}

void DiffJob::cancel()
{
    ++m_request;
    m_running = false;
    m_patience.stop();
    m_pool.clear();
}

void DiffJob::take(quint64 request, const std::shared_ptr<LineDiff>& diff)
{
    if (request == m_request) {
        m_running = false;
        m_patience.stop();
        Q_EMIT done(diff);
    }
}

} // namespace espalier
