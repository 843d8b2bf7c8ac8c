/* SPDX-License-Identifier: BSD-2-Clause */
/* A script's file. libyaml makes a document of it, in which aliases are the nodes they stand for.
 */
#include "script.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "control_name.h"
#include "guess.h"
#include "number.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct reader {
	const char *path;
	const struct gg_camera *camera;
	yaml_document_t *document;
	struct script *script;
	bool seen[2]; /* of sections[] */
	struct gg_error *error;
};

/* Is given a key, which is a scalar, and its value. */
typedef int pair_function(struct reader *reader, const yaml_node_t *key, const yaml_node_t *value);

__attribute__((format(printf, 3, 4))) static int fail(const struct reader *reader, size_t line,
						      const char *format, ...)
{
	char text[sizeof reader->error->text];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return gg_error_set(reader->error, -EINVAL, "%.200s:%zu: %s", reader->path, line, text);
}

static int no_memory(const struct reader *reader)
{
	return gg_error_set(reader->error, -ENOMEM, "no memory for %.200s", reader->path);
}

static size_t line_of(const yaml_node_t *node)
{
	return node->start_mark.line + 1;
}

/* A scalar's text, or NULL: no scalar, or one with a NUL in it. */
static const char *text_of(const yaml_node_t *node)
{
	if (node->type != YAML_SCALAR_NODE ||
	    strlen((const char *)node->data.scalar.value) != node->data.scalar.length)
		return NULL;
	return (const char *)node->data.scalar.value;
}

static size_t n_items(const yaml_node_t *sequence)
{
	return (size_t)(sequence->data.sequence.items.top - sequence->data.sequence.items.start);
}

static const yaml_node_t *item_of(const struct reader *reader, const yaml_node_t *sequence,
				  size_t index)
{
	return yaml_document_get_node(reader->document, sequence->data.sequence.items.start[index]);
}

/* Call function for the pairs of a map, or of each map in a list; usage says what goes there. */
static int for_each_pair(struct reader *reader, const yaml_node_t *node, const char *usage,
			 pair_function *function)
{
	int ret = 0;

	if (node->type == YAML_SEQUENCE_NODE) {
		for (size_t i = 0; i < n_items(node) && !ret; i++) {
			const yaml_node_t *item = item_of(reader, node, i);
			ret = item->type == YAML_MAPPING_NODE
				      ? for_each_pair(reader, item, usage, function)
				      : fail(reader, line_of(item), "%s", usage);
		}
		return ret;
	}
	if (node->type != YAML_MAPPING_NODE)
		return fail(reader, line_of(node), "%s", usage);
	for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	     pair < node->data.mapping.pairs.top && !ret; pair++) {
		const yaml_node_t *key = yaml_document_get_node(reader->document, pair->key);
		ret = text_of(key) ? function(reader, key,
					      yaml_document_get_node(reader->document, pair->value))
				   : fail(reader, line_of(key), "%s", usage);
	}
	return ret;
}

/* values */

/* Types that are lists of numbers in a script: what stands around them in a value's text. */
struct shape {
	enum gg_control_type type;
	size_t n;
	const char *around[5];
	const char *usage;
};

static const struct shape shapes[] = {
	{ GG_CONTROL_RECTANGLE, 4, { "(", ", ", ")/", "x", "" }, "[ X, Y, WIDTH, HEIGHT ]" },
	{ GG_CONTROL_SIZE, 2, { "", "x", "" }, "[ WIDTH, HEIGHT ]" },
	{ GG_CONTROL_POINT, 2, { "(", ", ", ")" }, "[ X, Y ]" },
};

static const struct shape *shape_of(enum gg_control_type type)
{
	for (size_t i = 0; i < COUNT(shapes); i++)
		if (shapes[i].type == type)
			return &shapes[i];
	return NULL;
}

/* Is node a list of that many whole numbers? */
static bool has_shape(const struct reader *reader, const struct shape *shape,
		      const yaml_node_t *node)
{
	if (!shape || node->type != YAML_SEQUENCE_NODE || n_items(node) != shape->n)
		return false;
	for (size_t i = 0; i < shape->n; i++) {
		const char *text = text_of(item_of(reader, node, i));
		if (!text || !*text || text[strspn(text, "+-0123456789")])
			return false;
	}
	return true;
}

static void put_shape(const struct reader *reader, const struct shape *shape,
		      const yaml_node_t *node, FILE *out)
{
	for (size_t i = 0; i < shape->n; i++)
		fprintf(out, "%s%s", shape->around[i], text_of(item_of(reader, node, i)));
	fputs(shape->around[shape->n], out);
}

/* Write a list as the text that gg_control_value_parse() reads; false: it is none of values. */
static bool put_list(const struct reader *reader, const struct gg_control_info *info,
		     const yaml_node_t *node, FILE *out)
{
	const struct shape *shape = shape_of(info->type);
	const size_t n = n_items(node);

	if (has_shape(reader, shape, node)) {
		put_shape(reader, shape, node, out);
		return true;
	}
	/* As cam: a list of one rectangle is one too. */
	if (!info->is_array && n == 1 && has_shape(reader, shape, item_of(reader, node, 0))) {
		put_shape(reader, shape, item_of(reader, node, 0), out);
		return true;
	}
	fputs("[", out);
	for (size_t i = 0; i < n; i++) {
		const yaml_node_t *item = item_of(reader, node, i);
		fputs(i ? ", " : " ", out);
		if (has_shape(reader, shape, item))
			put_shape(reader, shape, item, out);
		else if (text_of(item))
			fputs(text_of(item), out);
		else
			return false;
	}
	fputs(" ]", out);
	return true;
}

/* The value's text, on the heap: the caller frees it, also after an error. */
static int read_text(const struct reader *reader, const struct gg_control_info *info,
		     const yaml_node_t *node, char **text)
{
	size_t length;
	FILE *out = open_memstream(text, &length);
	bool good = false;

	if (!out)
		return no_memory(reader);
	if (text_of(node))
		good = fputs(text_of(node), out) >= 0;
	else if (node->type == YAML_SEQUENCE_NODE)
		good = put_list(reader, info, node, out);
	if (fclose(out))
		return no_memory(reader);
	if (good)
		return 0;
	const struct shape *shape = shape_of(info->type);
	return fail(reader, line_of(node), "%s takes a value%s%s or a list of values", info->name,
		    shape ? " as " : "", shape ? shape->usage : "");
}

static int read_value(const struct reader *reader, const struct gg_control_info *info,
		      const yaml_node_t *node, struct gg_control_value *value)
{
	const struct shape *shape = shape_of(info->type);
	struct gg_error error;
	char *text = NULL;

	int ret = read_text(reader, info, node, &text);
	if (ret == 0 && gg_control_value_parse(value, info, text, &error))
		ret = fail(reader, line_of(node), "%s%s%s", error.text, shape ? ", or " : "",
			   shape ? shape->usage : "");
	free(text);
	return ret;
}

/* sections */

static int read_control(struct reader *reader, const yaml_node_t *key, const yaml_node_t *node)
{
	struct script_frame *frame = &reader->script->frames[reader->script->n_frames - 1];
	struct gg_control_value value = { 0 };
	struct gg_error error;

	const struct gg_control_info *info = control_named(reader->camera, text_of(key), &error);
	if (!info)
		return fail(reader, line_of(key), "%s", error.text);
	if (gg_control_list_get(&frame->controls, info->id))
		return fail(reader, line_of(key), "%s is set twice in frame %" PRIu64, info->name,
			    frame->number);
	int ret = read_value(reader, info, node, &value);
	if (ret)
		return ret;

	struct gg_control_list *list = &frame->controls;
	struct gg_control_value *slot = gg_control_list_slot(list, info->id, NULL);
	if (slot)
		list->items[list->n - 1].name = strdup(info->name);
	if (!slot || !list->items[list->n - 1].name || gg_control_value_copy(slot, &value))
		ret = no_memory(reader);
	gg_control_value_finish(&value);
	return ret;
}

static int add_frame(const struct reader *reader, const yaml_node_t *key, uint64_t number)
{
	struct script *script = reader->script;
	const uint64_t last = script->n_frames ? script->frames[script->n_frames - 1].number : 0;

	if (script->n_frames && number == last)
		return fail(reader, line_of(key),
			    "frame %" PRIu64 " is there twice: put its controls together", number);
	if (script->n_frames && number < last)
		return fail(reader, line_of(key),
			    "frame %" PRIu64 " comes after frame %" PRIu64
			    ": put them in rising order",
			    number, last);
	struct script_frame *frames =
		reallocarray(script->frames, script->n_frames + 1, sizeof *frames);
	if (!frames)
		return no_memory(reader);
	script->frames = frames;
	frames[script->n_frames++] =
		(struct script_frame){ .number = number, .line = line_of(key) };
	return 0;
}

static int read_frame(struct reader *reader, const yaml_node_t *key, const yaml_node_t *value)
{
	const char *rest = text_of(key);
	uint64_t number;

	if (!number_read_integer(&rest, 0, UINT64_MAX, &number) || *rest)
		return fail(reader, line_of(key),
			    "\"%.80s\" is no frame: frames are numbers from 0 on", text_of(key));
	int ret = add_frame(reader, key, number);
	if (ret)
		return ret;
	return for_each_pair(reader, value, "a frame takes lines of CONTROL: VALUE", read_control);
}

static int read_property(struct reader *reader, const yaml_node_t *key, const yaml_node_t *value)
{
	const char *rest = text_of(value);

	if (strcmp(text_of(key), "loop") != 0)
		return fail(reader, line_of(key),
			    "a script has no property \"%.80s\", only loop: a number of frames",
			    text_of(key));
	if (!rest || !number_read_integer(&rest, 1, UINT64_MAX, &reader->script->loop) || *rest)
		return fail(reader, line_of(value), "loop takes a number of frames from 1 on");
	return 0;
}

static const struct section {
	const char *name, *usage;
	pair_function *read_pair;
} sections[] = {
	{ "properties", "properties take a list: - loop: FRAMES", read_property },
	{ "frames", "frames take a list: - NUMBER: and below it lines of CONTROL: VALUE",
	  read_frame },
};

static int read_section(struct reader *reader, const yaml_node_t *key, const yaml_node_t *value)
{
	struct guess guess = { .word = text_of(key) };

	for (size_t i = 0; i < COUNT(sections); i++) {
		if (strcmp(text_of(key), sections[i].name) != 0) {
			guess_consider(&guess, sections[i].name);
			continue;
		}
		if (reader->seen[i])
			return fail(reader, line_of(key), "%s are there twice: put them together",
				    sections[i].name);
		reader->seen[i] = true;
		return for_each_pair(reader, value, sections[i].usage, sections[i].read_pair);
	}
	return fail(reader, line_of(key),
		    "a script has no \"%.80s\"%s%s%s, only properties and frames", text_of(key),
		    guess.nearest ? " (did you mean " : "", guess.nearest ? guess.nearest : "",
		    guess.nearest ? "?)" : "");
}

/* properties may come behind the frames. */
static int check_loop(const struct reader *reader)
{
	const struct script *script = reader->script;
	const struct script_frame *last =
		script->n_frames ? &script->frames[script->n_frames - 1] : NULL;

	if (!last || !script->loop || last->number < script->loop)
		return 0;
	return fail(reader, last->line,
		    "frame %" PRIu64 " never comes: loop is %" PRIu64 ", so frames are 0..%" PRIu64,
		    last->number, script->loop, script->loop - 1);
}

static int read_document(struct reader *reader)
{
	const yaml_node_t *root = yaml_document_get_root_node(reader->document);
	static const char usage[] = "a script begins with frames: (or properties:)";

	if (!root)
		return gg_error_set(reader->error, -EINVAL, "%.200s is empty: %s", reader->path,
				    usage);
	if (root->type != YAML_MAPPING_NODE)
		return fail(reader, line_of(root), "%s", usage);
	int ret = for_each_pair(reader, root, usage, read_section);
	return ret ? ret : check_loop(reader);
}

/* What libyaml found wrong, or the file. */
static int fail_syntax(const struct reader *reader, const yaml_parser_t *parser, FILE *file)
{
	const char *context = parser->context;

	if (ferror(file))
		return gg_error_set(reader->error, -EIO, "cannot read %.200s: %s", reader->path,
				    strerror(errno));
	if (parser->error == YAML_MEMORY_ERROR)
		return no_memory(reader);
	if (parser->error == YAML_READER_ERROR)
		return gg_error_set(reader->error, -EINVAL, "%.200s is no text: %s (byte %zu)",
				    reader->path, parser->problem, parser->problem_offset);
	return fail(reader, parser->problem_mark.line + 1, "no YAML: %s%s%s", parser->problem,
		    context ? " " : "", context ? context : "");
}

/* One document is all that a file may have. */
static int check_end(const struct reader *reader, yaml_parser_t *parser, FILE *file)
{
	yaml_document_t document;

	if (!yaml_parser_load(parser, &document))
		return fail_syntax(reader, parser, file);
	const yaml_node_t *root = yaml_document_get_root_node(&document);
	int ret = root ? fail(reader, line_of(root), "a second document: a script is one") : 0;
	yaml_document_delete(&document);
	return ret;
}

static int read_stream(struct reader *reader, FILE *file)
{
	yaml_parser_t parser;
	yaml_document_t document;

	if (!yaml_parser_initialize(&parser))
		return no_memory(reader);
	yaml_parser_set_input_file(&parser, file);
	errno = 0;
	int ret = yaml_parser_load(&parser, &document) ? 0 : fail_syntax(reader, &parser, file);
	if (ret == 0) {
		reader->document = &document;
		ret = read_document(reader);
		reader->document = NULL;
		yaml_document_delete(&document);
	}
	if (ret == 0)
		ret = check_end(reader, &parser, file);
	yaml_parser_delete(&parser);
	return ret;
}

int script_read(struct script *script, const char *path, const struct gg_camera *camera,
		struct gg_error *error)
{
	struct gg_error ignored;
	struct reader reader = {
		.path = path, .camera = camera, .script = script, .error = error ? error : &ignored
	};
	FILE *file = fopen(path, "re");

	if (!file)
		return gg_error_set(error, -errno, "cannot read the script %.200s: %s", path,
				    strerror(errno));
	int ret = read_stream(&reader, file);
	fclose(file);
	return ret;
}
