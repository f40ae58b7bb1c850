#pragma once

#include "tests/endurance/diary.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace espalier::test {

/// How long the event loop was away at most: between two beats of a timer, which beats inside the loops of menus and
/// dialogs too. In the wall's time, and in processor time of the GUI thread, which a busy machine does not lengthen.
class EventLoopWatch : public QObject
{
    Q_OBJECT
public:
    /// The diary must outlive it.
    explicit EventLoopWatch(const Diary& diary);

    void start();
    /// What the test itself does now does not count.
    void pause() { m_beat.stop(); }

    double longestWall() const { return m_wall; }     ///< seconds
    double longestThread() const { return m_thread; } ///< seconds of processor time
    /// Both, and what was being done then.
    QString text() const;

private:
    void beat();

    const Diary& m_diary;
    QTimer m_beat;
    QElapsedTimer m_since;
    double m_threadAt = 0;
    double m_wall = 0;
    double m_thread = 0;
    QString m_duringWall;
    QString m_duringThread;
};

} // namespace espalier::test
