#pragma once

#include "core/store/store.h"

#include <QObject>
#include <QString>

namespace espalier {

/// Runs searches inside this process. Calls return at once; what happens comes as signals on the GUI thread. One search
/// at a time: a new start or resume is refused with `failed` while one runs. A seam, so that the window is tested
/// without compilers and clocks.
class SearchLauncher : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start(const SessionSettings& settings) = 0;
    /// `untilStep` 0: to the session's own limits; else to that logical step.
    virtual void resume(SessionId session, int untilStep) = 0;
    /// Ends the search; everything recorded stays and can be resumed.
    virtual void stop() = 0;
    /// The user has answered `unsandboxed`: starts again what was refused, unconfined.
    virtual void repeatUnsandboxed() = 0;
    virtual bool isRunning() const = 0;

Q_SIGNALS:
    /// "measuring the baselines of rmsnorm": before the first node.
    void activity(const QString& sentence);
    void started(qlonglong session);
    /// Instead of `failed`, where nothing on this machine confines candidates.
    void unsandboxed(const QString& sentence);
    void failed(const QString& sentence);
    void ended(qlonglong session);
};

} // namespace espalier
