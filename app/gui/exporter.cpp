#include "app/gui/exporter.h"

#include "app/gui/savedialog.h"
#include "core/base/file.h"
#include "core/handover/kernelbundle.h"
#include "core/handover/kernelpatch.h"
#include "core/handover/report.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/patchdialog.h"

#include <QFileDialog>

namespace espalier {

Exporter::Exporter(MainWindow& window, std::filesystem::path store)
    : m_window(window), m_store(std::move(store)), m_works(window)
{
    connect(&window, &MainWindow::exportAsked, this, &Exporter::ask);
    connect(this, &Exporter::finished, &window, &MainWindow::showProblem);
}

void Exporter::ask(Do form)
{
    const SessionId session = m_window.live().session().id;
    if (form == Do::ExportPatch) {
        if (const auto node = m_window.selection().node()) {
            askPatch(session, *node);
        }
        return;
    }
    const bool report = form == Do::ExportReport;
    SaveQuestion question{report ? tr("Export report") : tr("Export bundle into a new folder"),
                          m_window.live().session().task + QLatin1Char('-') + QString::number(session)};
    if (report) {
        question.suffix = QStringLiteral("html");
        question.filters = {tr("Pages (%1)").arg(QStringLiteral("*.html"))};
    }
    askForFile(m_window, question, this, [this, report, session](const QString& path) {
        report ? writeReport(session, path) : writeBundle(session, path);
    });
}

void Exporter::askPatch(SessionId session, NodeNumber node)
{
    const QString task = m_window.live().session().task;
    const QString name = task + QLatin1Char('-') + QString::number(session) + QLatin1Char('.') + QString::number(node);
    auto* dialog = new PatchDialog(node, QStringLiteral("espalier/") + name, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PatchDialog::folderWanted, this, [dialog] {
        auto* folders = new QFileDialog(dialog, tr("Choose a checkout"));
        folders->setAttribute(Qt::WA_DeleteOnClose);
        folders->setFileMode(QFileDialog::Directory);
        connect(folders, &QFileDialog::fileSelected, dialog, &PatchDialog::setCheckout);
        folders->open();
    });
    connect(dialog, &QDialog::accepted, this, [this, dialog, session, node, name] {
        const PatchRequest request = dialog->request();
        if (request.commit) {
            commitPatch(session, node, request);
            return;
        }
        askForFile(m_window, {tr("Export patch"), name + QStringLiteral(".patch"), QStringLiteral("patch")}, this,
                   [this, session, node](const QString& file) { writePatch(session, node, file); });
    });
    dialog->open();
}

void Exporter::start(const QString& sentence, Work work)
{
    m_works.start(
        sentence,
        [this, work = std::move(work)](const LongWorks::Keep& keep) -> Result<QString> {
            Result<Store> store = Store::open(m_store);
            return store ? work(*store, keep) : store.error();
        },
        [this](const Result<QString>& answer) {
            Q_EMIT finished(answer ? *answer : QString::fromStdString(answer.error().sentence()));
        });
}

void Exporter::writeReport(SessionId session, const QString& file)
{
    start(tr("Writing the report to %1…").arg(file),
          [session, file](Store& store, const LongWorks::Keep& keep) -> Result<QString> {
              const auto info = store.session(session);
              const auto page = kept<std::string>(
                  info ? handover::sessionReport(store, *info, {{}, handover::roofsOf(*info), {}}) : info.error(),
                  keep);
              const auto written = page ? writeFileAtomic(file.toStdString(), *page) : page.error();
              return written ? Result<QString>(tr("The report is in %1.").arg(file)) : written.error();
          });
}

void Exporter::writeBundle(SessionId session, const QString& folder)
{
    start(tr("Writing the bundle to %1…").arg(folder),
          [session, folder](Store& store, const LongWorks::Keep& keep) -> Result<QString> {
              const auto info = store.session(session);
              const auto bundle =
                  kept<handover::KernelBundle>(info ? handover::makeBundle(store, *info, {}) : info.error(), keep);
              const auto written = bundle ? handover::writeBundle(bundle->files, folder.toStdString()) : bundle.error();
              return written
                         ? Result<QString>(tr("The bundle is in %1; README.md there says how it is built.").arg(folder))
                         : written.error();
          });
}

void Exporter::writePatch(SessionId session, NodeNumber node, const QString& file)
{
    start(tr("Writing the patch to %1…").arg(file),
          [session, node, file](Store& store, const LongWorks::Keep& keep) -> Result<QString> {
              const auto patch = handover::readKernelPatch(store, session, node);
              const auto text = kept<std::string>(patch ? handover::patchText(*patch, {}) : patch.error(), keep);
              const auto written = text ? writeFileAtomic(file.toStdString(), *text) : text.error();
              return written ? Result<QString>(tr("The patch of #%1 is in %2.").arg(node).arg(file)) : written.error();
          });
}

void Exporter::commitPatch(SessionId session, NodeNumber node, const PatchRequest& request)
{
    start(tr("Committing to %1…").arg(request.checkout),
          [session, node, request](Store& store, const LongWorks::Keep& keep) -> Result<QString> {
              const auto patch = kept(handover::readKernelPatch(store, session, node), keep);
              const auto made =
                  patch ? handover::commitPatch(*patch, {request.checkout.toStdString(), request.branch.toStdString(),
                                                         request.path.toStdString()})
                        : patch.error();
              return made ? Result<QString>(tr("#%1 is commit %2 on the new branch %3 of %4.")
                                                .arg(node)
                                                .arg(QString::fromStdString(made->id.substr(0, 12)), request.branch,
                                                     request.checkout))
                          : made.error();
          });
}

} // namespace espalier
