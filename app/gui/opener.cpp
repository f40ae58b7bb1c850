#include "app/gui/opener.h"

#include "core/base/file.h"
#include "core/graph/sourceending.h"
#include "widgets/mainwindow.h"

#include <QFileDialog>

namespace espalier {
namespace {

constexpr std::size_t kKernelCap = std::size_t{1} << 20; ///< bytes; a longer kernel is generated text

} // namespace

Opener::Opener(MainWindow& window) : m_window(window)
{
    connect(&window, &MainWindow::openAsked, this, &Opener::ask);
    connect(&window, &MainWindow::pathDropped, this, &Opener::open);
}

void Opener::ask()
{
    auto* dialog = new QFileDialog(&m_window, tr("Open"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Tasks, kernels, runs and links (%1)")
             .arg(QStringLiteral("task.json *.cpp *.cc *.cxx *.cl *.cu *.hip *.py *.json *.sqlite *.db *.espalier")),
         tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &Opener::open);
    dialog->open();
}

void Opener::open(const QString& path)
{
    const std::filesystem::path place = path.toStdString();
    const std::optional<std::string> language = languageOfEnding(place.extension().string());
    std::error_code ignored;
    if (place.extension() == ".espalier") {
        if (const Result<SessionLink> link = readLink(place)) {
            Q_EMIT linkFollowed(*link);
        } else {
            m_window.showProblem(QString::fromStdString(link.error().sentence()));
        }
        return;
    }
    if (std::filesystem::exists(place / "task.json", ignored)) {
        m_window.offerTask(path);
    } else if (place.filename() == "task.json") {
        m_window.offerTask(QString::fromStdString(place.parent_path().string()));
    } else if (!language) {
        m_window.showProblem(tr("Reading %1…").arg(path));
        Q_EMIT importRequested(path);
    } else if (const Result<std::string> source = readFile(place, kKernelCap); source && source->empty()) {
        m_window.showProblem(tr("%1 is empty.").arg(path));
    } else if (source) {
        m_window.offerSource({QString::fromStdString(*source), *language});
    } else {
        m_window.showProblem(QString::fromStdString(source.error().sentence()));
    }
}

} // namespace espalier
