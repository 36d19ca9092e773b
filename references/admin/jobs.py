"""Jobs in the admin: what waits, runs, is done or has failed, and why; cancel it, or have it tried again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django_tasks_db.models import DBTaskResult

from references.jobs import kinds, lost, schedule, stopping
from references.models import Job, Schedule
from references.models.job import JobState

from .deleting import ReadOnlyAdmin

# staff look at jobs; the queue's own rows would only be the same once more
admin.site.unregister(DBTaskResult)

MARKS = {
    JobState.WAITING: "vd-never",
    JobState.RUNNING: "vd-run",
    JobState.FINISHED: "vd-ok",
    JobState.FAILED: "vd-no",
    JobState.CANCELLED: "vd-none",
}


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return sorted(((name, kinds.label(name)) for name in kinds.known()), key=lambda choice: choice[1])

    def queryset(self, request, queryset):
        return queryset.filter(task=self.value()) if self.value() else queryset


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["title", "mark", "progress", "says", "by", "asked", "took"]
    list_filter = ["state", KindFilter]
    list_select_related = ["asked_by"]
    list_per_page = 50
    search_fields = ["title"]
    show_full_result_count = False
    change_list_template = "admin/references/job_list.html"

    class Media:
        css = {"all": ["css/staff.css", "css/jobs.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).defer("arguments", "trace")

    @admin.display(description="state", ordering="state")
    def mark(self, job):
        return format_html('<span class="vd {}">{}</span>', MARKS[job.state], job.get_state_display())

    @admin.display(description="progress")
    def progress(self, job):
        return render_to_string("admin/references/_job_bar.html", {"job": job})

    @admin.display(description="what it says")
    def says(self, job):
        return job.reason if job.state in {JobState.FAILED, JobState.WAITING} and job.reason else job.said

    @admin.display(description="asked by", ordering="asked_by__username")
    def by(self, job):
        return (job.asked_by.get_full_name() or job.asked_by) if job.asked_by else "the schedule"

    @admin.display(description="asked", ordering="asked_at")
    def asked(self, job):
        return date_format(timezone.localtime(job.asked_at), "j M Y, H:i")

    @admin.display(description="took")
    def took(self, job):
        return took(job, timezone.now())

    def changelist_view(self, request, extra_context=None):
        now = timezone.now()
        extra = {
            "title": "Jobs",
            "no_worker": not lost.living(now).exists(),
            "comes_again": Schedule.objects.filter(name__in=schedule.known()).order_by("next_at"),
            "is_nav_sidebar_enabled": False,  # the list needs the width of the window
        }
        return super().changelist_view(request, extra | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one job. Nothing is changed here but by the buttons."""
        job = self._job(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        now = timezone.now()
        may = stopping.may_stop(job, request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": job.title,
            "job": job,
            "kind": kinds.label(job.task),
            "mark": MARKS[job.state],
            "took": took(job, now),
            "no_worker": not job.is_over and not lost.living(now).exists(),
            "may_cancel": may and not job.is_over,
            "may_retry": may and job.state in {JobState.FAILED, JobState.CANCELLED},
            "may_see_trace": request.user.has_perm("references.run_job"),
        }
        return render(request, "admin/references/job.html", context)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<uuid:object_id>/progress/", view(require_GET(self.progress_view)), name="references_job_progress"),
            path("<uuid:object_id>/cancel/", view(require_POST(self.cancel_view)), name="references_job_cancel"),
            path("<uuid:object_id>/retry/", view(require_POST(self.retry_view)), name="references_job_retry"),
            *super().get_urls(),
        ]

    def progress_view(self, request, object_id):
        """How far it is, for the pages that wait for it."""
        job = self._job(request, object_id)
        told = {name: getattr(job, name) for name in ("state", "done", "total", "said", "reason")}
        return JsonResponse({**told, "label": job.get_state_display(), "counted": job.counted, "finished": job.is_over})

    def cancel_view(self, request, object_id):
        job = self._job_to_stop(request, object_id)
        try:
            job = stopping.cancel(job=job, by=request.user, now=timezone.now())
        except stopping.NotNow as why:
            messages.warning(request, str(why))
        else:
            messages.success(request, "The job is cancelled." if job.is_over else "The job stops at its next step.")
        return self._back(request, object_id)

    def retry_view(self, request, object_id):
        job = self._job_to_stop(request, object_id)
        try:
            stopping.retry(job=job, by=request.user)
        except stopping.NotNow as why:
            messages.warning(request, str(why))
        else:
            messages.success(request, "The job waits to be tried again.")
        return self._back(request, object_id)

    def _job(self, request, object_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            job = Job.objects.select_related("asked_by", "cancel_asked_by").filter(pk=object_id).first()
        except ValidationError:  # what stands in the address is no id
            job = None
        if job is None:
            raise Http404("There is no such job; old ones are removed after two weeks.")
        return job

    def _job_to_stop(self, request, object_id):
        job = self._job(request, object_id)
        if not stopping.may_stop(job, request.user):
            raise PermissionDenied
        return job

    def _back(self, request, object_id):
        """To the page that the button stood on: that of the job, or that of an import, say."""
        wanted = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
            return redirect(wanted)
        return redirect(reverse("admin:references_job_change", args=[object_id]))


def took(job, now):
    """Like “12 s” or “3 min 20 s”; "" before it began."""
    if job.started_at is None:
        return ""
    seconds = max(0, round(((job.finished_at or now) - job.started_at).total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
