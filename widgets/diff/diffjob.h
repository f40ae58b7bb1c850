#pragma once

#include "core/diff/linediff.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <string>

namespace espalier {

/// Compares two texts off the GUI thread, the last pair asked for: what an earlier request gives is dropped by its
/// number. Lives on the GUI thread; its destructor waits for a comparison under way, at most half a second.
class DiffJob : public QObject
{
    Q_OBJECT
public:
    static constexpr int kPatienceMs = 100; ///< before anybody is told that there is something to wait for

    explicit DiffJob(QObject* parent = nullptr);
    ~DiffJob() override;

    void start(std::string left, std::string right, const DiffOptions& options);
    /// Nothing will come of what is under way.
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void done(const std::shared_ptr<espalier::LineDiff>& diff);
    /// It takes longer than a person sees as at once.
    void slow();

private:
    void take(quint64 request, const std::shared_ptr<LineDiff>& diff);

    QThreadPool m_pool;
    QTimer m_patience;
    quint64 m_request = 0;
    bool m_running = false;
};

} // namespace espalier
