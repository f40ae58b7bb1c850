#pragma once

#include "app/gui/opener.h"
#include "app/gui/searchlauncher.h"
#include "app/gui/storeworker.h"
#include "widgets/mainwindow.h"

#include <QThread>

#include <filesystem>

namespace espalier {

/// Joins the window, the store's worker thread and the launcher by signals; holds no state of its own beyond them.
class GuiApplication : public QObject
{
    Q_OBJECT
public:
    GuiApplication(std::filesystem::path store, std::unique_ptr<SearchLauncher> launcher);
    ~GuiApplication() override;

    MainWindow& window() { return m_window; }
    /// Reads the store and opens this session; empty: the newest.
    void open(const QString& session);
    /// Starts the embedded default's search; its result is printed on standard output when it ends, the window stays.
    void demo();

Q_SIGNALS:
    void openRequested(const QString& session);
    void chooseRequested(qlonglong session);
    void loadRequested(quint64 generation, espalier::NodeNumber node, const QString& artefact);
    /// The first batch of a session is in the window.
    void sessionShown();

private:
    void connectStore();
    void connectWindow();
    void connectLauncher();
    void askUnsandboxed(const QString& why);
    int resumeLimit(int steps) const;
    void loadRoofs();
    void loadManual();
    void loadTasks();
    void loadTargets();

    std::filesystem::path m_folder;
    MainWindow m_window;
    Opener m_opener{m_window};
    StoreWorker* m_worker; ///< lives on m_thread
    QThread m_thread;
    std::unique_ptr<SearchLauncher> m_launcher;
    QThread* m_roofs = nullptr;
    std::unique_ptr<QThread> m_targets; ///< asks what this machine can run
};

} // namespace espalier
