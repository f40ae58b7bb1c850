#pragma once

#include "core/graph/candidate.h"
#include "widgets/models/assemblycache.h"

#include <QObject>

#include <deque>
#include <stop_token>
#include <thread>

namespace espalier {

class MainWindow;

/// Makes the machine code that the window's comparison asks for, one build at a time on a thread of its own, the last
/// one asked for first. What was asked for before four others is forgotten: nobody looks at it any more. GUI thread.
class AssemblyService : public QObject
{
    Q_OBJECT
public:
    /// The window must outlive it.
    explicit AssemblyService(MainWindow& window);
    /// Stops a build under way.
    ~AssemblyService() override;

private:
    struct Wish
    {
        quint64 generation = 0;
        NodeNumber node = 0;
        QString task;
        QString target;
        Candidate candidate;
    };

    void take(quint64 generation, NodeNumber node);
    void next();

    MainWindow& m_window;
    AssemblyCache& m_cache;
    std::deque<Wish> m_wishes;
    bool m_busy = false;
    std::jthread m_thread; ///< last, so that it ends before what it speaks to
};

} // namespace espalier
