#pragma once

#include "core/graph/node.h"

#include <QObject>

#include <filesystem>
#include <thread>

namespace espalier {

class MainWindow;

/// Runs the sanitizers on a node when its review asks for them, on a thread of its own and one node at a time. What
/// they say comes back as an event of the session; why they could not run is said in the window, where they can be
/// stopped. GUI thread.
class SanitizerRunner : public QObject
{
    Q_OBJECT
public:
    /// The window must outlive it.
    SanitizerRunner(std::filesystem::path store, MainWindow& window);

private:
    void run(NodeNumber node);

    std::filesystem::path m_store;
    MainWindow& m_window;
    bool m_running = false;
    quint64 m_line = 0;    ///< of it in the window
    std::jthread m_thread; ///< stopped and joined when this goes
};

} // namespace espalier
