#pragma once

#include "app/gui/assemblyservice.h"
#include "app/gui/candidatechecker.h"
#include "app/gui/chartsaver.h"
#include "app/gui/exporter.h"
#include "app/gui/importer.h"
#include "app/gui/opener.h"
#include "app/gui/patchsaver.h"
#include "app/gui/sanitizerrunner.h"
#include "app/gui/searchlauncher.h"
#include "app/gui/storeworker.h"
#include "core/store/sessionlink.h"
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
    const std::filesystem::path& folder() const { return m_folder; }
    /// Reads the store and opens this session; empty: the newest. Then selects the node, if there is such.
    void open(const QString& session, std::optional<NodeNumber> node = {});
    /// The same for a store that was opened before.
    void show(SessionId session, std::optional<NodeNumber> node);
    /// Starts the embedded default's search; its result is printed on standard output when it ends, the window stays.
    void demo();

Q_SIGNALS:
    void openRequested(const QString& session);
    void chooseRequested(qlonglong session);
    void recordRequested(qlonglong session, const espalier::SteerCommand& command);
    void addRequested(qlonglong session, espalier::NodeNumber node, const espalier::Candidate& candidate,
                      const QString& reason);
    /// The first batch of a session is in the window.
    void sessionShown();
    /// A file that was opened leads to another session, perhaps of another store.
    void linkFollowed(const espalier::SessionLink& link);

private:
    void connectStore();
    void connectWindow();
    void connectLauncher();
    void connectChecker();
    void askUnsandboxed(const QString& why);
    int resumeLimit(int steps) const;
    void loadRoofs();
    void loadTasks();
    void openExample(const QString& folder);
    void loadTargets();
    void selectWanted();

    std::filesystem::path m_folder;
    std::optional<NodeNumber> m_wanted; ///< to be selected when its session is here
    QString m_toSay;                    ///< of the session that is being opened, when it is here
    MainWindow m_window;
    Opener m_opener{m_window};
    ChartSaver m_saver{m_window};
    Exporter m_exporter{m_window, m_folder};
    Importer m_importer{m_window, m_folder};
    PatchSaver m_patches{m_window};
    AssemblyService m_assembly{m_window};
    SanitizerRunner m_sanitizers{m_folder, m_window};
    StoreWorker* m_worker; ///< lives on m_thread
    QThread m_thread;
    CandidateChecker m_checker;
    std::unique_ptr<SearchLauncher> m_launcher;
    std::unique_ptr<QThread> m_roofs;   ///< measures this machine, once a session has nodes
    std::unique_ptr<QThread> m_targets; ///< asks what this machine can run
};

} // namespace espalier
