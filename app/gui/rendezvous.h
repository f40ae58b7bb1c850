#pragma once

#include "core/store/sessionlink.h"

#include <QLocalServer>
#include <QObject>
#include <QString>

namespace espalier {

/// Where a second start of the program finds the first one, to hand a link over instead of opening a second program on
/// it: a socket that only this user can reach. One line each way, a link (see SessionLink) and "ok"; whatever else
/// comes is dropped, after 16 KiB or two seconds at the latest. GUI thread.
class Rendezvous : public QObject
{
    Q_OBJECT
public:
    /// The name of this user's socket.
    static QString usualName();

    explicit Rendezvous(QString name = usualName(), QObject* parent = nullptr);

    /// False where another program answers there already, or the socket cannot be made.
    bool listen();
    /// True when a running program has taken the link; asks for at most two seconds.
    static bool hand(const SessionLink& link, const QString& name = usualName());

Q_SIGNALS:
    void linkArrived(const espalier::SessionLink& link);

private:
    void greet();
    void read(QLocalSocket* caller);

    QString m_name;
    QLocalServer m_server;
};

} // namespace espalier
