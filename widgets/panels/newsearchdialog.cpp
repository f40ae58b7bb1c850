#include "widgets/panels/newsearchdialog.h"

#include "core/graph/policychoice.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

NewSearchDialog::NewSearchDialog(const QStringList& tasks, const std::vector<TargetChoice>& targets, QWidget* parent)
    : QDialog(parent), m_task(new QComboBox(this)), m_target(new QComboBox(this)), m_missing(new QLabel(this)),
      m_policy(new QComboBox(this)), m_steps(new QSpinBox(this)), m_minutes(new QDoubleSpinBox(this)),
      m_workers(new QSpinBox(this)), m_seed(new QSpinBox(this)), m_name(new QLineEdit(this))
{
    setWindowTitle(tr("New search"));
    m_task->addItems(tasks);
    m_task->setObjectName(QStringLiteral("task"));
    offerTargets(targets);
    for (const std::string_view policy : policyNames()) {
        m_policy->addItem(format::text(policy));
    }
    m_policy->setToolTip(
        tr("greedy grows the best node; uct and thompson also try what was seldom tried; evolution keeps "
           "the best of every kind"));
    m_steps->setObjectName(QStringLiteral("steps"));
    m_steps->setRange(0, 1'000'000);
    m_steps->setValue(60);
    m_steps->setSpecialValueText(tr("no limit"));
    m_minutes->setRange(0, 100'000);
    m_minutes->setDecimals(1);
    m_minutes->setSpecialValueText(tr("no limit"));
    m_workers->setObjectName(QStringLiteral("workers"));
    m_workers->setRange(1, 64);
    m_workers->setValue(std::clamp(QThread::idealThreadCount(), 1, 8));
    m_workers->setToolTip(tr("Candidates in flight at once; one at a time is timed"));
    m_seed->setRange(0, 1'000'000'000);
    m_seed->setValue(1);
    m_seed->setToolTip(tr("The same seed and the same answers give the same tree"));
    m_name->setPlaceholderText(tr("optional"));
    m_name->setMaxLength(120);

    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    QPushButton* start = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    start->setDefault(true);
    start->setEnabled(!tasks.isEmpty() && m_target->currentIndex() >= 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(16);
    column->addLayout(makeForm());
    if (tasks.isEmpty()) {
        column->addWidget(new QLabel(tr("No tasks were found beside the program; see the manual (F1)."), this));
    }
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(360);
}

void NewSearchDialog::offerTargets(const std::vector<TargetChoice>& targets)
{
    m_target->setObjectName(QStringLiteral("target"));
    m_target->setToolTip(tr("Where kernels run and in what they are written: cpu is C++, opencl is OpenCL C"));
    auto* items = new QStandardItemModel(m_target);
    QStringList missing;
    for (const TargetChoice& target : targets) {
        auto* item = new QStandardItem(target.name);
        item->setEnabled(target.problem.isEmpty());
        item->setToolTip(target.problem);
        items->appendRow(item);
        if (!target.problem.isEmpty()) {
            missing << tr("%1 cannot be chosen: %2").arg(target.name, target.problem);
        }
    }
    m_target->setModel(items);
    const auto usable = std::ranges::find_if(targets, [](const TargetChoice& t) { return t.problem.isEmpty(); });
    m_target->setCurrentIndex(usable == targets.end() ? -1 : static_cast<int>(usable - targets.begin()));
    m_missing->setText(missing.join(QLatin1Char('\n')));
    m_missing->setObjectName(QStringLiteral("missing"));
    m_missing->setFont(fonts::small(font()));
    m_missing->setForegroundRole(QPalette::PlaceholderText);
    m_missing->setWordWrap(true);
}

QLayout* NewSearchDialog::makeForm()
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Task"), m_task);
    form->addRow(tr("T&arget"), m_target);
    form->addRow(QString(), m_missing);
    form->setRowVisible(m_missing, !m_missing->text().isEmpty());
    form->addRow(tr("&Policy"), m_policy);
    form->addRow(tr("&Steps"), m_steps);
    form->addRow(tr("&Minutes"), m_minutes);
    form->addRow(tr("&Workers"), m_workers);
    form->addRow(tr("S&eed"), m_seed);
    form->addRow(tr("&Name"), m_name);
    return form;
}

SearchRequest NewSearchDialog::request() const
{
    SearchRequest request;
    request.task = m_task->currentText();
    request.target = m_target->currentText();
    request.policy = m_policy->currentText();
    request.name = m_name->text().trimmed();
    request.steps = m_steps->value();
    request.minutes = m_minutes->value();
    request.workers = m_workers->value();
    request.seed = static_cast<std::uint64_t>(m_seed->value());
    return request;
}

} // namespace espalier
